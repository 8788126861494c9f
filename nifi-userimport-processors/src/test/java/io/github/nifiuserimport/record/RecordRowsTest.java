// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import static io.github.nifiuserimport.record.Records.record;
import static io.github.nifiuserimport.record.Records.row;
import static io.github.nifiuserimport.record.Records.rows;
import static io.github.nifiuserimport.record.Records.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SchemaIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordRowsTest {

    private static final DataType STRING = RecordFieldType.STRING.getDataType();
    private static final DataType LONG = RecordFieldType.LONG.getDataType();
    private static final DataType DOUBLE = RecordFieldType.DOUBLE.getDataType();
    private static final DataType ANY =
            RecordFieldType.CHOICE.getChoiceDataType(LONG, DOUBLE, STRING);

    static List<Arguments> values() {
        return List.of(
                of("a text", STRING, "x", "x"),
                of("digits that are text", ANY, "00123", "00123"),
                of("a text of digits beside numbers", ANY, "42", "42"),
                of("an empty text", STRING, "", ""),
                of("a byte", RecordFieldType.BYTE.getDataType(), (byte) 7, 7L),
                of("a short", RecordFieldType.SHORT.getDataType(), (short) 7, 7L),
                of("an int", RecordFieldType.INT.getDataType(), 7, 7L),
                of("a long", LONG, 7L, 7L),
                of("a big integer that is a long", LONG, new BigInteger("7"), 7L),
                of(
                        "one that is none",
                        RecordFieldType.BIGINT.getDataType(),
                        new BigInteger("9223372036854775808"),
                        new BigInteger("9223372036854775808")),
                of("a double, in its fewest digits", DOUBLE, 0.1, new BigDecimal("0.1")),
                of("a double that is whole", DOUBLE, 24.0, new BigDecimal("24.0")),
                of("a float, in its fewest digits", DOUBLE, 0.1f, new BigDecimal("0.1")),
                of(
                        "a long where doubles are beside it",
                        DOUBLE,
                        9007199254740993L,
                        9007199254740993L),
                of(
                        "a decimal, its zeros kept",
                        RecordFieldType.DECIMAL.getDecimalDataType(10, 2),
                        new BigDecimal("1.10"),
                        new BigDecimal("1.10")),
                of("a boolean", RecordFieldType.BOOLEAN.getDataType(), true, true),
                of("a character", RecordFieldType.CHAR.getDataType(), 'c', "c"),
                of("an enum", STRING, RecordFieldType.MAP, "MAP"),
                of(
                        "a UUID",
                        RecordFieldType.UUID.getDataType(),
                        new UUID(0, 1),
                        "00000000-0000-0000-0000-000000000001"),
                of(
                        "a date",
                        RecordFieldType.DATE.getDataType(),
                        Date.valueOf("2017-06-01"),
                        "2017-06-01"),
                of(
                        "a time of day",
                        RecordFieldType.TIME.getDataType(),
                        Time.valueOf("12:30:00"),
                        "12:30:00"),
                of(
                        "a timestamp, in UTC",
                        RecordFieldType.TIMESTAMP.getDataType(),
                        Timestamp.from(Instant.parse("2017-06-01T12:00:00.25Z")),
                        "2017-06-01T12:00:00.250Z"),
                of("a local date", ANY, LocalDate.parse("2017-06-01"), "2017-06-01"),
                of(
                        "a date-time of no zone",
                        ANY,
                        LocalDateTime.parse("2017-06-01T12:00"),
                        "2017-06-01T12:00:00"),
                of(
                        "one of another zone",
                        ANY,
                        OffsetDateTime.parse("2017-06-01T14:00+02:00"),
                        "2017-06-01T12:00:00Z"),
                of(
                        "an array",
                        RecordFieldType.ARRAY.getArrayDataType(STRING),
                        new Object[] {"a", null, 1},
                        Arrays.asList("a", null, "1")),
                of(
                        "an array of ints",
                        RecordFieldType.ARRAY.getArrayDataType(LONG),
                        new int[] {1, 2},
                        List.of(1L, 2L)),
                of(
                        "a list",
                        RecordFieldType.ARRAY.getArrayDataType(ANY),
                        List.of(1, "1"),
                        List.of(1L, "1")),
                of(
                        "a map; a null is not given",
                        RecordFieldType.MAP.getMapDataType(DOUBLE),
                        new MapRecord(schema(), mapOf("a", 0.5, "b", null)).toMap(),
                        Map.of("a", new BigDecimal("0.5"))),
                of(
                        "a record in an array",
                        RecordFieldType.ARRAY.getArrayDataType(
                                RecordFieldType.RECORD.getRecordDataType(schema("n", LONG))),
                        new Object[] {record(schema("n", LONG), "n", 1)},
                        List.of(Map.of("n", 1L))),
                of("a text that the schema calls a number", LONG, "24", 24L),
                of("a number that the schema calls text", STRING, 24, "24"),
                of("a decimal that the schema calls text", STRING, new BigDecimal("1E+2"), "100"),
                of(
                        "a text that the schema calls a date",
                        RecordFieldType.DATE.getDataType("yyyy-MM-dd"),
                        "2017-06-01",
                        "2017-06-01"));
    }

    private static Map<String, Object> mapOf(final Object... namesAndValues) {
        return record(schema("a", DOUBLE, "b", DOUBLE), namesAndValues).toMap();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void carriesValuesAsWhatTheySay(
            final String what, final DataType type, final Object value, final Object plain)
            throws Exception {
        final Row row = row(Set.of(), record(schema("a", type), "a", value));
        assertThat(row)
                .isInstanceOfSatisfying(
                        Row.Values.class,
                        values -> assertThat(values.values()).isEqualTo(Map.of("a", plain)));
    }

    static List<Arguments> textColumns() {
        return List.of(
                of("a text", "u1", "u1"),
                of("a number", 42, "42"),
                of("an id that was made a double", 777.0, "777"),
                of("a large one", 1.4832288E9, "1483228800"),
                of("a decimal", new BigDecimal("12.50"), "12.50"),
                of("a boolean", true, "true"),
                of(
                        "a timestamp, in Unix seconds",
                        Timestamp.from(Instant.parse("2017-01-01T00:00:00Z")),
                        "1483228800"),
                of("a date, in Unix seconds", Date.valueOf("2017-01-01"), "1483228800"),
                of("a list, as a cell has it", new Object[] {"a, b", 1}, "[\"a, b\",1]"),
                of("a map", Map.of("a", 1), "{\"a\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("textColumns")
    void givesColumnsOfTextTheTextThatACellWouldHave(
            final String what, final Object value, final String text) throws Exception {
        final Row row = row(Set.of("a"), record(schema("a", ANY), "a", value));
        assertThat(((Row.Values) row).values()).isEqualTo(Map.of("a", text));
    }

    static List<Arguments> badValues() {
        return List.of(
                of("bytes", ANY, new byte[] {1}, "holds binary data"),
                of("bytes as NiFi has them", ANY, new Object[] {(byte) 1}, "holds binary data"),
                of("no number", DOUBLE, Double.NaN, "NaN is not a number"),
                of("infinity", DOUBLE, Float.POSITIVE_INFINITY, "Infinity is not a number"),
                of("a long number", ANY, new BigDecimal("1E+5000"), "more than 1,000 digits"),
                of("U+0000", STRING, "a\0", "holds U+0000"),
                of(
                        "half a character",
                        STRING,
                        "a\ud83d",
                        "holds U+D83D (\\ud83d in JSON), which is half"),
                of("a text that is no number", LONG, "abc", "\"abc\" is not what the schema says"),
                of(
                        "a text that is no date",
                        RecordFieldType.DATE.getDataType(),
                        "x",
                        "\"x\" is not"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void rejectsRecordsWithAValueThatCannotBeKept(
            final String what, final DataType type, final Object value, final String error)
            throws Exception {
        final RecordSchema schema = schema("a", type, "b", LONG);
        final Row row = row(Set.of(), record(schema, "a", value, "b", 1));
        assertThat(row)
                .isInstanceOfSatisfying(
                        Row.Rejected.class,
                        rejected -> {
                            assertThat(rejected.line()).isEqualTo(1);
                            assertThat(rejected.column()).isEqualTo("a");
                            assertThat(rejected.error()).contains(error);
                            assertThat(rejected.cells().texts()[1]).isEqualTo("1");
                        });
    }

    @Test
    void takesNestedFieldsForDottedNames() throws Exception {
        final RecordSchema address = schema("city", STRING, "zip", STRING);
        final RecordSchema attributes =
                schema("address", RecordFieldType.RECORD.getRecordDataType(address), "age", LONG);
        final RecordSchema schema =
                schema(
                        "userId",
                        STRING,
                        "userAttributes",
                        RecordFieldType.RECORD.getRecordDataType(attributes));
        try (RecordRows rows =
                rows(
                        Set.of("userId"),
                        schema,
                        record(
                                schema,
                                "userId",
                                "u1",
                                "userAttributes",
                                record(
                                        attributes,
                                        "address",
                                        record(address, "city", "Rome", "zip", null),
                                        "age",
                                        null)),
                        record(schema, "userId", 2, "userAttributes", null))) {
            assertThat(rows.header())
                    .extracting(Column::name)
                    .containsExactly(
                            "userId",
                            "userAttributes.address.city",
                            "userAttributes.address.zip",
                            "userAttributes.age");
            assertThat(((Row.Values) rows.next()).values())
                    .as("a null is not given")
                    .isEqualTo(
                            Map.of(
                                    "userId",
                                    "u1",
                                    "userAttributes",
                                    Map.of("address", Map.of("city", "Rome"))));
            final Row.Values second = (Row.Values) rows.next();
            assertThat(second.line()).isEqualTo(2);
            assertThat(second.values()).isEqualTo(Map.of("userId", "2"));
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void takesDotsInNamesAsCsvDoes() throws Exception {
        final Row row =
                row(Set.of(), record(schema("userAttributes.age", LONG), "userAttributes.age", 24));
        assertThat(((Row.Values) row).values())
                .isEqualTo(Map.of("userAttributes", Map.of("age", 24L)));
    }

    @Test
    void doesNotSeeFieldsThatTheSchemaDoesNotName() throws Exception {
        final Row row = row(Set.of(), record(schema("a", LONG), "a", 1, "b", 2));
        assertThat(((Row.Values) row).values()).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void passesOverTheErrorsOfRejectedRecords() throws Exception {
        final RecordSchema schema =
                schema("line", LONG, "a", LONG, "column", STRING, "error", STRING);
        try (RecordRows rows = rows(Set.of(), schema)) {
            assertThat(rows.header()).extracting(Column::name).containsExactly("a");
        }
        try (RecordRows rows = rows(Set.of(), schema("line", LONG, "a", LONG))) {
            assertThat(rows.header()).extracting(Column::name).containsExactly("line", "a");
        }
    }

    @Test
    void stopsAtASchemaThatHoldsItself() throws Exception {
        final SimpleRecordSchema user = new SimpleRecordSchema(SchemaIdentifier.EMPTY);
        user.setFields(
                List.of(
                        new RecordField("name", STRING),
                        new RecordField("friend", RecordFieldType.RECORD.getRecordDataType(user))));
        try (RecordRows rows = rows(Set.of(), user)) {
            assertThat(rows.header()).extracting(Column::name).containsExactly("name", "friend");
        }
    }

    @Test
    void refusesNamesThatCsvWouldNotHave() {
        assertThatThrownBy(() -> rows(Set.of(), schema("a\u200b", LONG)))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("ZERO WIDTH SPACE");
        final DataType inner = RecordFieldType.RECORD.getRecordDataType(schema("b", LONG));
        assertThatThrownBy(() -> rows(Set.of(), schema("a", inner, "a.b", LONG)))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("column a.b: the header has this column twice");
    }

    @Test
    void endsAtARecordThatCannotBeReadAndNamesIt() throws Exception {
        final RecordSchema schema = schema("a", LONG);
        try (RecordRows rows =
                rows(
                        Set.of(),
                        schema,
                        record(schema, "a", 1),
                        new IllegalStateException("broken\n at", new IOException("here")))) {
            assertThat(rows.next()).isInstanceOf(Row.Values.class);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(rows::next)
                        .isInstanceOf(FileFault.class)
                        .hasMessage("record 2 cannot be read, nor any after it: broken at: here");
            }
        }
    }

    @Test
    void takesABrokenSchemaForAFaultOfTheFile() {
        assertThatThrownBy(
                        () ->
                                RecordRows.open(
                                        Records.failing("", null),
                                        content -> {
                                            throw new IOException("no JSON");
                                        },
                                        HeaderMapping.DOTTED))
                .isInstanceOf(FileFault.class)
                .hasMessage("the records cannot be read: no JSON");
    }

    @Test
    void doesNotBlameTheFileForADiskThatFails() {
        final IOException disk = new IOException("disk");
        assertThatThrownBy(
                        () ->
                                RecordRows.open(
                                        Records.failing("abc", disk),
                                        content -> {
                                            content.readAllBytes();
                                            throw new AssertionError();
                                        },
                                        HeaderMapping.DOTTED))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(disk);
    }

    @Test
    void countsRecordsThatArePassedOver() throws Exception {
        final RecordSchema schema = schema("a", LONG);
        try (RecordRows rows =
                rows(
                        Set.of(),
                        schema,
                        record(schema, "a", 1),
                        record(schema, "a", 2),
                        record(schema, "a", 3))) {
            assertThat(rows.skip(2)).isEqualTo(2);
            assertThat(rows.next().line()).isEqualTo(3);
            assertThat(rows.skip(Long.MAX_VALUE)).isZero();
        }
    }

    @Test
    void handsRejectedRecordsBackAsTheyWere() throws Exception {
        final RecordSchema inner = schema("zip", STRING, "n", LONG, "x", DOUBLE);
        final RecordSchema schema =
                schema(
                        "id",
                        ANY,
                        "o",
                        RecordFieldType.RECORD.getRecordDataType(inner),
                        "l",
                        RecordFieldType.ARRAY.getArrayDataType(ANY),
                        "none",
                        STRING,
                        "empty",
                        STRING);
        final Row row =
                row(
                        Set.of("id"),
                        record(
                                schema,
                                "id",
                                7,
                                "o",
                                record(inner, "zip", "00123", "n", 42, "x", 1.5),
                                "l",
                                new Object[] {"1", 1},
                                "none",
                                null,
                                "empty",
                                ""));
        try (RecordRows rows = rows(Set.of("id"), schema)) {
            final String json = rows.notation().row(row.cells());
            assertThat(json)
                    .isEqualTo(
                            "{\"id\":\"7\",\"o\":{\"zip\":\"00123\",\"n\":42,\"x\":1.5},"
                                    + "\"l\":[\"1\",1],\"empty\":\"\"}");
            assertThat(rows.notation().rejected(json, null, 3, "id", "say \"why\""))
                    .endsWith(
                            ",\"empty\":\"\",\"line\":3,\"column\":\"id\","
                                    + "\"error\":\"say \\\"why\\\"\"}\n");
            assertThat(rows.notation().rejected("{}", null, 3, null, "why"))
                    .isEqualTo("{\"line\":3,\"column\":null,\"error\":\"why\"}\n");
        }
    }
}
