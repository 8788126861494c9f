// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.PutUserImport.FAILURE;
import static io.github.nifiuserimport.processors.PutUserImport.REJECTED_ROWS;
import static io.github.nifiuserimport.processors.PutUserImport.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of the same two users by each of NiFi's readers. They have what readers make numbers
 * of: ids and zip codes that begin with zeros, an amount of ten digits, a number to call. The third
 * parser of CSVReader needs another FastCSV than ours, so it is seen in a real NiFi:
 * OtherReadersIT.
 */
@Tag("slow")
class OtherReadersTest {

    private static final String COMMONS = "commons-csv";
    private static final String JACKSON = "jackson-csv";
    private static final List<String> PARSERS = List.of(COMMONS, JACKSON);

    private static final String INFER = "infer-schema";
    private static final String HEADER = "csv-header-derived";

    private static final String USERS =
            """
            userId,userAttributes.zip,userAttributes.balance,userAttributes.phone
            007,00123,19999999.99,79161234567
            7,00456,5.10,8.5
            """;

    private TestDatabase database;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        database = TestPostgres.shared().newDatabase();
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
    }

    @Test
    void withoutAReaderTheyAreWhatTheFileSays() throws Exception {
        assertThat(imported(USERS))
                .containsExactly(
                        "007 {\"zip\": \"00123\", \"phone\": 79161234567, \"balance\": 19999999.99}",
                        "7 {\"zip\": \"00456\", \"phone\": 8.5, \"balance\": 5.10}");
    }

    static List<Arguments> refused() {
        final String ofKey =
                "column userId: CSVReader has inferred that its cells are numbers (INT)";
        return PARSERS.stream()
                .flatMap(
                        parser ->
                                Stream.of(
                                        of(parser, "the users, inferred", INFER, USERS, ofKey),
                                        of(
                                                parser,
                                                "zip codes, inferred",
                                                INFER,
                                                "userId,userAttributes.zip\nu1,00123\nu2,00456\n",
                                                "column userAttributes.zip: CSVReader has inferred"
                                                        + " that its cells are numbers (INT)"),
                                        of(
                                                parser,
                                                "decimals, inferred",
                                                INFER,
                                                "userId,userAttributes.a\nu1,79161234567\nu2,8.5\n",
                                                "column userAttributes.a: CSVReader has inferred"
                                                        + " that its cells are numbers (FLOAT)"),
                                        of(
                                                parser,
                                                "a key that the schema calls a number",
                                                schema("userId int", "userAttributes_zip string"),
                                                USERS,
                                                "column userId: identifies the user or device, but is"
                                                        + " not text in CSVReader's schema (INT)"),
                                        of(
                                                parser,
                                                "decimals that the schema gives 32 bits",
                                                schema("userId string", "balance float"),
                                                "userId,balance\nu1,19999999.99\n",
                                                "column balance: is a decimal of 32 bits (FLOAT) in"
                                                        + " CSVReader's schema"),
                                        of(
                                                parser,
                                                "a name twice",
                                                HEADER,
                                                "userId,userAttributes.a,userAttributes.a,userAttributes.b\n"
                                                        + "u1,1,2,3\n",
                                                "line 1, column userAttributes.a: is in the header"
                                                        + " twice"),
                                        of(
                                                parser,
                                                "a name twice, in front of an empty cell",
                                                HEADER,
                                                "userId,userAttributes.a,userAttributes.a,userAttributes.b\n"
                                                        + "u1,1,2,\n",
                                                "line 1, column userAttributes.a: is in the header"
                                                        + " twice")))
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void refused(
            final String parser,
            final String what,
            final String schema,
            final String content,
            final String error)
            throws Exception {
        RecordReaders.readCsv(runner, parser, schema, Map.of());
        runner.setProperty("Unmapped Columns", "Attribute");
        enqueue(content);
        runner.run();
        runner.assertTransferCount(FAILURE, 1);
        assertThat(
                        runner.getFlowFilesForRelationship(FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .startsWith("users, " + error)
                .satisfies(
                        text -> {
                            if (!text.contains("twice")) {
                                assertThat(text)
                                        .contains("UserImportCSVReader")
                                        .containsIgnoringCase("leave Record Reader empty");
                            }
                        });
        assertThat(profiles()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void aHeaderThatIsReadAsARowIsRefused(final String parser) throws Exception {
        RecordReaders.readCsv(
                runner, parser, schema("userId string"), Map.of("Skip Header Line", "false"));
        enqueue("userId\nu1\n");
        runner.run();
        runner.assertTransferCount(FAILURE, 1);
        assertThat(
                        runner.getFlowFilesForRelationship(FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .startsWith("users, line 1, column userId: CSVReader treats the header as a row");
    }

    static List<String> parsers() {
        return PARSERS;
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void stringFieldsFromTheHeaderAreWhatTheFileSaysAsText(final String parser) throws Exception {
        RecordReaders.readCsv(runner, parser, HEADER, Map.of());
        assertThat(imported(USERS))
                .containsExactly(
                        "007 {\"zip\": \"00123\", \"phone\": \"79161234567\", \"balance\":"
                                + " \"19999999.99\"}",
                        "7 {\"zip\": \"00456\", \"phone\": \"8.5\", \"balance\": \"5.10\"}");
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void aSchemaThatSaysWhatEachIsIsTaken(final String parser) throws Exception {
        RecordReaders.readCsv(
                runner, parser, schema("userId string", "zip string", "age int"), Map.of());
        runner.setProperty("Unmapped Columns", "Attribute");
        assertThat(imported("userId,zip,age\n007,00123,24\n7,00456,\n"))
                .containsExactly("007 {\"age\": 24, \"zip\": \"00123\"}", "7 {\"zip\": \"00456\"}");
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void inferredTextsAndTruthsAreTaken(final String parser) throws Exception {
        RecordReaders.readCsv(runner, parser, INFER, Map.of());
        assertThat(imported("userId,userAttributes.city,userAttributes.vip\nu1,Rome,true\n"))
                .containsExactly("u1 {\"vip\": true, \"city\": \"Rome\"}");
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void aRowWithCellsBeyondTheHeaderIsRejectedUnlessTheyAreEmpty(final String parser)
            throws Exception {
        RecordReaders.readCsv(runner, parser, HEADER, Map.of());
        assertThat(imported("userId,userAttributes.a\nu1,1\nu2,2,3\nu3,4,\n"))
                .containsExactly("u1 {\"a\": \"1\"}", "u3 {\"a\": \"4\"}");
        assertThat(runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst().getContent())
                .contains("\"line\":2", "has a cell more than the header has columns");
    }

    /**
     * Each row of the table in the Additional Details of PutUserImport that cannot be found out.
     */
    static List<Arguments> notSeen() {
        final String hash = "userId,userAttributes.a\n#u1,1\nu2,2\n";
        final String escape = "userId,userAttributes.a\nu1,C:\\new\n";
        final String none = "userId,userAttributes.a\nu1,NULL\n";
        final Map<String, String> nulls = Map.of("Null String", "NULL");
        return List.of(
                of(COMMONS, hash, Map.of(), List.of("#u1 1", "u2 2")),
                of(JACKSON, hash, Map.of(), List.of("#u1 1", "u2 2")),
                of(COMMONS, escape, Map.of(), List.of("u1 C:\new")),
                of(JACKSON, escape, Map.of(), List.of("u1 C:\new")),
                of(COMMONS, none, nulls, List.of("u1 null")),
                of(JACKSON, none, nulls, List.of("u1 NULL")));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource
    void notSeen(
            final String parser,
            final String content,
            final Map<String, String> properties,
            final List<String> users)
            throws Exception {
        RecordReaders.readCsv(runner, parser, HEADER, properties);
        imported(content);
        assertThat(
                        query(
                                "SELECT user_id || ' ' || coalesce(attributes->>'a', 'null') FROM"
                                        + " userimport.user_profile ORDER BY user_id"))
                .isEqualTo(users);
    }

    static List<Arguments> verified() {
        final Map<String, String> asIs = Map.of();
        final Map<String, String> rfc = Map.of("CSV Format", "rfc-4180");
        final Map<String, String> rfcWithoutHeader =
                Map.of("CSV Format", "rfc-4180", "Skip Header Line", "false");
        return PARSERS.stream()
                .flatMap(
                        parser ->
                                Stream.of(
                                        of(parser, INFER, asIs, List.of("Digits", "Backslashes")),
                                        of(parser, HEADER, asIs, List.of("Backslashes")),
                                        of(parser, HEADER, rfc, List.of()),
                                        of(
                                                parser,
                                                schema("userId string"),
                                                rfcWithoutHeader,
                                                List.of("Header")),
                                        of(parser, schema("userId int"), rfc, List.of("Digits")),
                                        of(parser, schema("userId string"), rfc, List.of())))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource
    void verified(
            final String parser,
            final String schema,
            final Map<String, String> properties,
            final List<String> failed)
            throws Exception {
        RecordReaders.readCsv(runner, parser, schema, properties);
        assertThat(failedSteps())
                .hasSameSizeAs(failed)
                .zipSatisfy(failed, (step, part) -> assertThat(step).contains(part));
    }

    @Test
    void verificationPassesWithoutAReaderAndWithOthers() throws Exception {
        assertThat(failedSteps()).isEmpty();
        RecordReaders.readJson(runner);
        assertThat(failedSteps()).isEmpty();
    }

    private List<String> failedSteps() {
        final List<ConfigVerificationResult> results =
                ((VerifiableProcessor) runner.getProcessor())
                        .verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertThat(results).isNotEmpty();
        return results.stream()
                .filter(result -> result.getOutcome() == Outcome.FAILED)
                .map(result -> result.getVerificationStepName() + ": " + result.getExplanation())
                .filter(text -> text.startsWith("Read with"))
                .toList();
    }

    @Test
    void inJsonANumberIsTheSourcesOwn() throws Exception {
        RecordReaders.readJson(runner);
        assertThat(
                        imported(
                                """
                                [{"userId": "007", "userAttributes":
                                  {"zip": "00123", "balance": 19999999.99, "phone": 79161234567}},
                                 {"userId": 7, "userAttributes":
                                  {"zip": "00456", "balance": 5.10, "phone": 8.5}}]
                                """))
                .containsExactly(
                        "007 {\"zip\": \"00123\", \"phone\": 79161234567, \"balance\": 19999999.99}",
                        "7 {\"zip\": \"00456\", \"phone\": 8.5, \"balance\": 5.1}");
    }

    @Test
    void inXmlATextIsTypedAsACellOfCsvIs() throws Exception {
        RecordReaders.readXml(runner);
        assertThat(
                        imported(
                                """
                                <users>
                                  <user><userId>007</userId><userAttributes><zip>00123</zip>
                                    <balance>19999999.99</balance><phone>79161234567</phone>
                                    <codes>007</codes><codes>8</codes></userAttributes></user>
                                  <user><userId>7</userId><userAttributes><zip>00456</zip>
                                    <balance>5.10</balance><phone>8.5</phone>
                                    <codes>1</codes><codes>2</codes></userAttributes></user>
                                </users>
                                """))
                .containsExactly(
                        "007 {\"zip\": \"00123\", \"codes\": [\"007\", 8], \"phone\": 79161234567,"
                                + " \"balance\": 19999999.99}",
                        "7 {\"zip\": \"00456\", \"codes\": [1, 2], \"phone\": 8.5, \"balance\": 5.10}");
    }

    @Test
    void inAvroANumberIsTheSourcesOwnAlsoOneOf32Bits() throws Exception {
        final RecordSchema schema =
                schema(
                        "userId", RecordFieldType.INT.getDataType(),
                        "zip", RecordFieldType.STRING.getDataType(),
                        "balance", RecordFieldType.FLOAT.getDataType(),
                        "phone", RecordFieldType.LONG.getDataType());
        final Record user =
                new MapRecord(
                        schema,
                        Map.of(
                                "userId",
                                7,
                                "zip",
                                "00123",
                                "balance",
                                5.1f,
                                "phone",
                                79161234567L));
        final byte[] file = RecordReaders.avro(runner, schema, List.of(user));
        RecordReaders.readAvro(runner);
        runner.setProperty("Unmapped Columns", "Attribute");
        runner.enqueue(file).putAttributes(Map.of("filename", "users"));
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        assertThat(profiles())
                .containsExactly(
                        "7 {\"zip\": \"00123\", \"phone\": 79161234567, \"balance\": 5.1}");
    }

    private static RecordSchema schema(final Object... namesAndTypes) {
        final List<RecordField> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(new RecordField((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]));
        }
        return new SimpleRecordSchema(fields);
    }

    /** A schema in Avro's notation of fields that may be null. */
    private static String schema(final String... namesAndTypes) {
        return Stream.of(namesAndTypes)
                .map(each -> each.split(" "))
                .map(
                        each ->
                                Text.format(
                                        "{\"name\":\"%s\",\"type\":[\"null\",\"%s\"]}",
                                        each[0], each[1]))
                .collect(
                        java.util.stream.Collectors.joining(
                                ",", "{\"type\":\"record\",\"name\":\"user\",\"fields\":[", "]}"));
    }

    private List<String> imported(final String content) throws SQLException {
        enqueue(content);
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        return profiles();
    }

    private void enqueue(final String content) {
        runner.enqueue(content.getBytes(StandardCharsets.UTF_8))
                .putAttributes(Map.of("filename", "users"));
    }

    private List<String> profiles() throws SQLException {
        return query(
                "SELECT user_id || ' ' || attributes FROM userimport.user_profile ORDER BY user_id");
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
