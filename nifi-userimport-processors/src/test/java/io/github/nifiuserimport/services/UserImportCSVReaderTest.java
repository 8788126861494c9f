// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nifiuserimport.csv.CellRules;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.EmptyCells;
import io.github.nifiuserimport.row.Delimiter;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserImportCSVReaderTest {

    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
    private final UserImportCSVReader reader = new UserImportCSVReader();

    @BeforeEach
    void addService() throws InitializationException {
        runner.addControllerService("reader", reader);
    }

    @Nested
    class Settings {

        @Test
        void areTheFormatsDefaultsUnlessSet() {
            runner.enableControllerService(reader);
            assertThat(reader.rowFormat(Map.of())).isEqualTo(CsvFormat.defaults());
            assertThat(reader.rowFormat(null)).isEqualTo(CsvFormat.defaults());
        }

        @Test
        void eachIsAProperty() {
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "Semicolon");
            runner.setProperty(
                    reader, UserImportCSVReader.TEXT_COLUMNS, "$phone, userAttributes.code,");
            runner.setProperty(reader, UserImportCSVReader.EMPTY_CELLS, EmptyCellsOption.CLEAR);
            runner.setProperty(
                    reader,
                    UserImportCSVReader.QUOTED_EMPTY_CELLS,
                    QuotedEmptyCellsOption.EMPTY_STRING);
            runner.setProperty(reader, UserImportCSVReader.NULL_STRINGS, "NULL, \\N");
            runner.setProperty(reader, UserImportCSVReader.TRIM_CELLS, "false");
            runner.setProperty(reader, UserImportCSVReader.MAX_COLUMNS, "250");
            runner.setProperty(reader, UserImportCSVReader.MAX_ROW_LENGTH, "1000");
            runner.enableControllerService(reader);
            assertThat(reader.rowFormat(Map.of()))
                    .isEqualTo(
                            new CsvFormat(
                                    Delimiter.SEMICOLON,
                                    true,
                                    Set.of("$phone", "userAttributes.code"),
                                    new CellRules(
                                            EmptyCells.CLEAR, true, Set.of("NULL", "\\N"), false),
                                    250,
                                    1000,
                                    false));
        }

        @Test
        void typingIsOneOfThem() {
            runner.setProperty(reader, UserImportCSVReader.VALUE_TYPES, ValueTypesOption.TEXT);
            runner.enableControllerService(reader);
            assertThat(reader.rowFormat(Map.of()))
                    .isEqualTo(CsvFormat.builder().typed(false).build());
        }

        @ParameterizedTest
        @CsvSource({"';', SEMICOLON", "tab, TAB", "\\t, TAB", "' ', SPACE", "'', DETECT"})
        void theDelimiterMayComeWithTheFlowFile(final String given, final Delimiter delimiter) {
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "${userimport.delimiter}");
            runner.enableControllerService(reader);
            assertThat(reader.rowFormat(Map.of("userimport.delimiter", given)))
                    .isEqualTo(CsvFormat.builder().delimiter(delimiter).build());
        }

        @Test
        void aFlowFileWithoutADelimiterHasItDetected() {
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "${userimport.delimiter}");
            runner.enableControllerService(reader);
            assertThat(reader.rowFormat(Map.of())).isEqualTo(CsvFormat.defaults());
        }

        @Test
        void aDelimiterThatIsNoneIsRefused() {
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "${userimport.delimiter}");
            runner.enableControllerService(reader);
            final Map<String, String> attributes = Map.of("userimport.delimiter", "::");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.rowFormat(attributes))
                    .withMessageStartingWith("Delimiter: \"::\" is not a delimiter");
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> open(stream("a\n"), attributes));
        }

        @Test
        void areValidated() {
            runner.assertValid(reader);
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "::");
            runner.assertNotValid(reader);
            runner.setProperty(reader, UserImportCSVReader.DELIMITER, "|");
            runner.assertValid(reader);
            runner.setProperty(reader, UserImportCSVReader.MAX_COLUMNS, "0");
            runner.assertNotValid(reader);
            runner.setProperty(reader, UserImportCSVReader.MAX_COLUMNS, "1");
            runner.setProperty(reader, UserImportCSVReader.MAX_ROW_LENGTH, "2147483647");
            runner.assertNotValid(reader);
        }
    }

    @Nested
    class UnderStockWriters {

        @BeforeEach
        void enable() {
            runner.enableControllerService(reader);
        }

        @Test
        void theSampleOfTheReferenceBecomesNestedJson() throws Exception {
            assertThat(
                            json(
                                    """
                                    userId,created,lastActive,userAttributes.age,userAttributes.gender,userAttributes.friends
                                    sample_user,1483228800,1496275200,24,female,"[Jimmy, Sara, Amy]"
                                    """))
                    .containsExactly(
                            """
                            {"userId":"sample_user","created":1483228800,"lastActive":1496275200,\
                            "userAttributes":{"age":24,"gender":"female",\
                            "friends":["Jimmy","Sara","Amy"]}}""");
        }

        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource(
                delimiterString = " -> ",
                quoteCharacter = '`',
                value = {
                    // column of cells, separated by blanks -> values in JSON
                    "1 2 -> 1 2",
                    "00123 -> '00123'",
                    "00123 5 -> '00123' '5'",
                    "42 n/a -> '42' 'n/a'",
                    "1.0 n/a -> '1.0' 'n/a'",
                    "1.10 2.5 -> 1.10 2.5",
                    "1 1.10 -> 1 1.10",
                    "0.00000001 -> 0.00000001",
                    "999999999999999 -> 999999999999999",
                    "1234567890123456 -> '1234567890123456'",
                    "1234567890123456 1 -> '1234567890123456' '1'",
                    "1e5 -> '1e5'",
                    "TRUE false -> true false",
                    "TRUE 1 -> 'TRUE' '1'",
                    "true yes -> 'true' 'yes'",
                    "2017-06-01 -> '2017-06-01'",
                    "2017-06-01T12:00:00Z -> '2017-06-01T12:00:00Z'",
                    "[a;b] -> ['a','b']",
                    "[1;2] [3.50] -> [1,2] [3.50]",
                    "[1;2] [a] -> ['1','2'] ['a']",
                    "[a;1.0;TRUE;007] -> ['a','1.0','TRUE','007']",
                    "[001;002] -> ['001','002']",
                    "[] -> []",
                    "[] [1] -> [] [1]",
                    "[1;2] x -> '[1,2]' 'x'",
                    "[1;null] -> [1,null]",
                    "[[1;2];[]] -> [[1,2],[]]",
                    "[123456789012345678901234567890;1] -> [123456789012345678901234567890,1]",
                    "{'a':'007'} -> {'a':'007'}",
                    "{'a':1} {'a':2.50} -> {'a':1} {'a':2.50}",
                    "{'a':1} {'a':'x'} -> {'a':'1'} {'a':'x'}",
                    "{'a':{'b':[true]}} -> {'a':{'b':[true]}}",
                    "{'a':[1]} {'a':'x'} -> {'a':'[1]'} {'a':'x'}",
                    "{'a':1} x -> `'{\\'a\\':1}' 'x'`",
                    "{} -> {}",
                    "[{'a':1};{'a':2}] -> [{'a':1},{'a':2}]",
                })
        void noWriterAltersAValue(final String cells, final String values) throws Exception {
            final StringBuilder csv = new StringBuilder("v,w\n");
            for (final String cell : cells.split(" ")) {
                final String text = cell.replace(';', ',').replace("'", "\"\"");
                csv.append('"').append(text).append("\",x\n");
            }
            final List<String> expected =
                    Stream.of(values.replace('\'', '"').split(" "))
                            .map(value -> "{\"v\":" + value + ",\"w\":\"x\"}")
                            .toList();
            assertThat(json(csv.toString())).isEqualTo(expected);
        }

        @Test
        void whatIsNotGivenIsNull() throws Exception {
            assertThat(json("a,b.x,b.y,c\n1,,,\n,2,,\n"))
                    .containsExactly(
                            "{\"a\":1,\"b\":null,\"c\":null}",
                            "{\"a\":null,\"b\":{\"x\":2,\"y\":null},\"c\":null}");
        }

        @Test
        void anEmptyStringMakesItsColumnText() throws Exception {
            runner.disableControllerService(reader);
            runner.setProperty(
                    reader,
                    UserImportCSVReader.QUOTED_EMPTY_CELLS,
                    QuotedEmptyCellsOption.EMPTY_STRING);
            runner.enableControllerService(reader);
            assertThat(json("a,b\n1,x\n\"\",x\n"))
                    .containsExactly("{\"a\":\"1\",\"b\":\"x\"}", "{\"a\":\"\",\"b\":\"x\"}");
        }

        @Test
        void objectsKeyedByDataStayText() throws Exception {
            final StringBuilder csv = new StringBuilder("a,b\n");
            for (int i = 0; i < 1_001; i++) {
                csv.append("\"{\"\"k").append(i).append("\"\": 1}\",x\n");
            }
            assertThat(json(csv.toString()).getFirst())
                    .isEqualTo("{\"a\":\"{\\\"k0\\\": 1}\",\"b\":\"x\"}");
        }

        @Test
        void csvComesOutAsItWentIn() throws Exception {
            final CSVRecordSetWriter writer = new CSVRecordSetWriter();
            assertThat(write(writer, "a,b,c,d,e\n00123,1.10,5,true,42\n7,2,6,false,n/a\n"))
                    .isEqualTo("a,b,c,d,e\n00123,1.10,5,true,42\n7,2,6,false,n/a\n");
        }

        @Test
        void avroTakesEveryType() throws Exception {
            final AvroRecordSetWriter writer = new AvroRecordSetWriter();
            assertThat(
                            write(
                                    writer,
                                    """
                                    a,b.c,d,e,f,g
                                    1,1.10,"[x, y]",true,"{""k"": [1]}",
                                    2,22.5,[],false,"{""m"": null}",
                                    """))
                    .startsWith("Obj");
        }

        @Test
        void theSchemaIsNestedAndNullable() throws Exception {
            try (RecordReader records = open(stream("a.b,a.c,d\n1,2.50,\n10,3.125,\n"))) {
                assertThat(records.getSchema().getFieldNames()).containsExactly("a", "d");
                assertThat(records.getSchema().getFields()).allMatch(field -> field.isNullable());
                assertThat(type(records, "d")).isEqualTo(RecordFieldType.STRING.getDataType());
                final Record first = records.nextRecord();
                final Record nested = first.getAsRecord("a", null);
                assertThat(nested.getSchema().getDataType("b"))
                        .contains(RecordFieldType.LONG.getDataType());
                assertThat(nested.getSchema().getDataType("c"))
                        .contains(RecordFieldType.DECIMAL.getDecimalDataType(4, 3));
            }
        }

        private static DataType type(final RecordReader records, final String field)
                throws MalformedRecordException {
            return records.getSchema().getDataType(field).orElseThrow();
        }
    }

    @Test
    void withTypingOffEverythingIsText() throws Exception {
        runner.setProperty(reader, UserImportCSVReader.VALUE_TYPES, ValueTypesOption.TEXT);
        runner.enableControllerService(reader);
        assertThat(json("a.b,c\n1,[x]\n\\N,\n"))
                .containsExactly("{\"a\":{\"b\":\"1\"},\"c\":\"[x]\"}", "{\"a\":null,\"c\":null}");
    }

    @Test
    void textColumnsAreText() throws Exception {
        runner.setProperty(reader, UserImportCSVReader.TEXT_COLUMNS, "a.b");
        runner.enableControllerService(reader);
        assertThat(json("a.b,c\n1,1\n")).containsExactly("{\"a\":{\"b\":\"1\"},\"c\":1}");
    }

    @Test
    void aClearedValueIsPresentAsNull() throws Exception {
        runner.setProperty(reader, UserImportCSVReader.EMPTY_CELLS, EmptyCellsOption.CLEAR);
        runner.enableControllerService(reader);
        try (RecordReader records = open(stream("a,b.c\n\\N,\n"))) {
            final Record record = records.nextRecord();
            assertThat(record.getRawFieldNames()).containsExactlyInAnyOrder("a", "b");
            assertThat(record.getAsRecord("b", null).getRawFieldNames()).containsExactly("c");
            assertThat(record.getValue("a")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,\"x, y\"\n",
                "a,b\n1, \"x, y\"\n",
                "a,b\n1,\t\"x, y\" \n",
                "a,b\n1,\"x, y\" ",
                " \"a\" ,b\n1,\"x, y\"\n"
            })
    void spacesBesideQuotesAreDroppedInBothReadings(final String csv) throws Exception {
        runner.enableControllerService(reader);
        assertThat(json(csv)).containsExactly("{\"a\":1,\"b\":\"x, y\"}");
    }

    @Test
    void whatIsPassedOverOrRejectedHasNoSayInTheTypes() throws Exception {
        runner.enableControllerService(reader);
        try (RecordReader records = open(stream("a,b\n1,2.5\na,b\nx,y,z\n3,2\n"))) {
            assertThat(records.getSchema().getDataTypes())
                    .extracting(DataType::getFieldType)
                    .containsExactly(RecordFieldType.LONG, RecordFieldType.DECIMAL);
            assertThat(records.nextRecord().getValue("a")).isEqualTo(1L);
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(records::nextRecord)
                    .withMessageStartingWith("line 4: the row has 3 cells");
            assertThat(records.nextRecord().getValue("b")).isEqualTo(new BigDecimal("2"));
            assertThat(records.nextRecord()).isNull();
        }
    }

    @Nested
    class Faults {

        @BeforeEach
        void enable() {
            runner.enableControllerService(reader);
        }

        @Test
        void aBadRowSaysWhereAndTheNextOneIsRead() throws Exception {
            try (RecordReader records = open(stream("a,b\n1\n2,x\0\n3,4\n"))) {
                assertThatExceptionOfType(MalformedRecordException.class)
                        .isThrownBy(records::nextRecord)
                        .withMessageStartingWith("line 2: the row has 1 cell");
                assertThatExceptionOfType(MalformedRecordException.class)
                        .isThrownBy(records::nextRecord)
                        .withMessageStartingWith("line 3, column b: holds U+0000");
                assertThat(records.nextRecord().getValue("a")).isEqualTo(3L);
                assertThat(records.nextRecord()).isNull();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a,a\n1,2\n", "a,b\n1,\"2\n"})
        void aFaultOfTheFileShowsBeforeTheFirstRecord(final String content) {
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> open(stream(content)));
        }

        @Test
        void aHeaderAloneHasASchemaAndNoRecords() throws Exception {
            try (RecordReader records = open(stream("a,b.c\n"))) {
                assertThat(records.getSchema().getFieldNames()).containsExactly("a", "b");
                assertThat(records.nextRecord()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300_000})
    void contentThatCannotGoBackIsReadAllTheSame(final int rows) throws Exception {
        runner.enableControllerService(reader);
        final String csv = "a,b\n" + "1,x\n".repeat(rows - 1) + "007,x\n";
        try (RecordReader records = open(new BufferedInputStream(stream(csv)))) {
            for (int i = 0; i < rows; i++) {
                assertThat(records.nextRecord().getValue("a")).isInstanceOf(String.class);
            }
            assertThat(records.nextRecord()).isNull();
        }
    }

    private List<String> json(final String csv) throws Exception {
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.setProperty(
                writer, JsonRecordSetWriter.OUTPUT_GROUPING, JsonRecordSetWriter.OUTPUT_ONELINE);
        runner.enableControllerService(writer);
        return List.of(written(writer, csv).split("\n"));
    }

    private String write(final RecordSetWriterFactory writer, final String csv) throws Exception {
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        return written(writer, csv);
    }

    private String written(final RecordSetWriterFactory factory, final String csv)
            throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordReader records = open(stream(csv));
                RecordSetWriter writer =
                        factory.createWriter(
                                runner.getLogger(),
                                factory.getSchema(Map.of(), records.getSchema()),
                                out,
                                Map.of())) {
            writer.write(records.createRecordSet());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private RecordReader open(final InputStream in) throws MalformedRecordException, IOException {
        return open(in, Map.of());
    }

    private RecordReader open(final InputStream in, final Map<String, String> attributes)
            throws MalformedRecordException, IOException {
        return reader.createRecordReader(attributes, in, -1, runner.getLogger());
    }

    private static InputStream stream(final String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
