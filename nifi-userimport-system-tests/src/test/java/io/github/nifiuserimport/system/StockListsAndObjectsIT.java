// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.TestGroup.Output;
import io.github.nifiuserimport.system.TestGroup.Stage;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What NiFi's own processors make of lists and objects that our reader reads. */
@ExtendWith(SharedSystem.class)
class StockListsAndObjectsIT {

    private static final String STANDARD = "org.apache.nifi.processors.standard.";
    private static final String JSON_WRITER = "org.apache.nifi.json.JsonRecordSetWriter";

    private static final String USERS =
            """
            userid,tags,counts,flags,mixed,extra,address.city,address.zip
            u1,"[x, y]","[1, 2]","[true, false]","[1, x]","{""k"":1,""n"":null,""l"":[0.50]}",Rome,00123
            u2,,,,,,,
            """;

    private static TestSystem system;
    private static int made;

    @BeforeAll
    static void use(final TestSystem shared) {
        system = shared;
    }

    /** Columns, their type, and what is in them of the first user. */
    static List<Arguments> tables() {
        final List<String> nestedLists =
                List.of("tags text[]", "counts bigint[]", "flags boolean[]", "mixed text[]");
        final List<String> objects = List.of("extra", "address");
        final List<String> all = List.of("tags", "counts", "flags", "mixed", "extra", "address");
        final List<String> texts =
                List.of(
                        "[\"x\",\"y\"]",
                        "[1,2]",
                        "[true,false]",
                        "[1,\"x\"]",
                        "{\"k\":1,\"n\":null,\"l\":[0.50]}",
                        "{\"city\":\"Rome\",\"zip\":\"00123\"}");
        final List<String> binary =
                List.of(
                        "[\"x\", \"y\"]",
                        "[1, 2]",
                        "[true, false]",
                        "[1, \"x\"]",
                        "{\"k\": 1, \"l\": [0.50], \"n\": null}",
                        "{\"zip\": \"00123\", \"city\": \"Rome\"}");
        return List.of(
                of("Nested", nestedLists, List.of("{x,y}", "{1,2}", "{t,f}", "{1,x}")),
                of("Nested", typed(objects, "text"), texts.subList(4, 6)),
                of("Nested", typed(objects, "json"), texts.subList(4, 6)),
                of("Nested", typed(objects, "jsonb"), binary.subList(4, 6)),
                of("JSON Text", typed(all, "text"), texts),
                of("JSON Text", typed(all, "varchar"), texts),
                of("JSON Text", typed(all, "json"), texts),
                of("JSON Text", typed(all, "jsonb"), binary));
    }

    private static List<String> typed(final List<String> columns, final String type) {
        return columns.stream().map(column -> column + " " + type).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tables")
    void putDatabaseRecordStoresJsonOrTheColumnsType(
            final String mode, final List<String> columns, final List<String> stored) {
        final String table = "listed" + made++;
        system.database()
                .execute(
                        Text.format(
                                "CREATE TABLE public.%s (userid text, %s)",
                                table, String.join(", ", columns)));
        final TestGroup test = new TestGroup(system.client(), "PutDatabaseRecord " + table);
        final Output output =
                test.run(
                        "PutDatabaseRecord",
                        new ProcessorConfig()
                                .property("put-db-record-record-reader", reader(test, mode))
                                .property("put-db-record-dcbp-service", pool(test))
                                .property("put-db-record-statement-type", "INSERT")
                                .property("put-db-record-schema-name", "public")
                                .property("put-db-record-table-name", table)
                                .terminate("retry"),
                        USERS);
        assertThat(output.relationship()).isEqualTo("success");
        assertThat(columns.stream().map(column -> value(table, column, "u1")).toList())
                .isEqualTo(stored);
        assertThat(columns.stream().map(column -> value(table, column, "u2")).toList())
                .as("of the user who has none")
                .containsOnlyNulls();
    }

    private static String value(final String table, final String column, final String user) {
        return system.database()
                .value(
                        Text.format(
                                "SELECT %s::text FROM public.%s WHERE userid = ?",
                                column.split(" ")[0], table),
                        user);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Nested    | {\"userid\":\"u1\",\"tags\":[\"x\",\"y\"],\"counts\":[1,2],"
                        + "\"flags\":[true,false],\"mixed\":[\"1\",\"x\"],"
                        + "\"extra\":{\"k\":1,\"n\":null,\"l\":[0.50]},"
                        + "\"address\":{\"city\":\"Rome\",\"zip\":\"00123\"}}",
                "JSON Text | {\"userid\":\"u1\",\"tags\":\"[\\\"x\\\",\\\"y\\\"]\","
                        + "\"counts\":\"[1,2]\",\"flags\":\"[true,false]\","
                        + "\"mixed\":\"[1,\\\"x\\\"]\","
                        + "\"extra\":\"{\\\"k\\\":1,\\\"n\\\":null,\\\"l\\\":[0.50]}\","
                        + "\"address\":\"{\\\"city\\\":\\\"Rome\\\",\\\"zip\\\":\\\"00123\\\"}\"}",
            })
    void convertRecordQueryRecordAndPartitionRecordPassThemOn(
            final String mode, final String user) {
        final TestGroup test = new TestGroup(system.client(), mode + " in three processors");
        final String reader = reader(test, mode);
        final String writer =
                test.service(JSON_WRITER, Map.of("output-grouping", "output-oneline"));

        final Output converted =
                test.run(
                        "ConvertRecord",
                        new ProcessorConfig()
                                .property("Record Reader", reader)
                                .property("Record Writer", writer),
                        USERS);
        assertThat(converted.text()).startsWith(user + "\n");

        final TestGroup asking = new TestGroup(system.client(), mode + " in QueryRecord");
        final Output asked =
                asking.runThrough(
                        USERS,
                        List.of(
                                new Stage(
                                        STANDARD + "QueryRecord",
                                        new ProcessorConfig()
                                                .property("record-reader", reader(asking, mode))
                                                .property("record-writer", writer(asking))
                                                .property(
                                                        "asked",
                                                        "SELECT * FROM FLOWFILE WHERE userid"
                                                                + " = 'u1'")
                                                .terminate("original"),
                                        "asked")));
        assertThat(asked.relationship()).isEqualTo("asked");
        assertThat(asked.text()).isEqualTo(user);

        final TestGroup parting = new TestGroup(system.client(), mode + " in PartitionRecord");
        final Output part =
                parting.runThrough(
                        USERS.lines().limit(2).map(line -> line + "\n").reduce("", String::concat),
                        List.of(
                                new Stage(
                                        STANDARD + "PartitionRecord",
                                        new ProcessorConfig()
                                                .property("record-reader", reader(parting, mode))
                                                .property("record-writer", writer(parting))
                                                .property("user", "/userid")
                                                .property("tags", "/tags")
                                                .property("address", "/address")
                                                .terminate("original"),
                                        "success")));
        assertThat(part.relationship()).isEqualTo("success");
        assertThat(part.text()).isEqualTo(user);
    }

    private static String reader(final TestGroup test, final String mode) {
        return test.ourService("UserImportCSVReader", Map.of("Lists And Objects", mode));
    }

    private static String writer(final TestGroup test) {
        return test.service(JSON_WRITER, Map.of("output-grouping", "output-oneline"));
    }

    private static String pool(final TestGroup test) {
        return test.ourService(
                "PostgreSQLConnectionPool",
                Map.of(
                        "Database Connection URL", system.postgres().jdbcUrl(),
                        "Database User", system.postgres().user(),
                        "Password", system.postgres().password()));
    }
}
