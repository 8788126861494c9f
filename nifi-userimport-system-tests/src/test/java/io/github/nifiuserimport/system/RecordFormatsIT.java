// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.TestGroup.Output;
import io.github.nifiuserimport.system.TestGroup.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users in JSON and Avro, by NiFi's own readers in a real NiFi: checked, then imported. */
@ExtendWith(SharedSystem.class)
class RecordFormatsIT {

    private static final String PROCESSORS = "io.github.nifiuserimport.processors.";
    private static final String JSON_READER = "org.apache.nifi.json.JsonTreeReader";
    private static final String JSON_WRITER = "org.apache.nifi.json.JsonRecordSetWriter";
    private static final String AVRO_READER = "org.apache.nifi.avro.AvroReader";
    private static final String AVRO_WRITER = "org.apache.nifi.avro.AvroRecordSetWriter";

    /** The third has a time that is none. */
    private static final String USERS =
            """
            [{"userId": "u1", "created": "1483228800",
              "userAttributes": {"zip": "00123", "age": 24, "price": 1.5, "pro": true,
                                 "friends": ["Jimmy", "Sara"], "address": {"city": "Rome"}}},
             {"userId": "u2", "created": null,
              "userAttributes": {"zip": "00999", "age": 25, "price": 0.1, "pro": false,
                                 "friends": [], "address": {"city": "Oslo"}}},
             {"userId": "u3", "created": "yesterday", "userAttributes": {"zip": "1"}}]
            """;

    private static TestSystem system;

    @BeforeAll
    static void use(final TestSystem shared) {
        system = shared;
    }

    @Test
    void jsonIsCheckedAndImported() {
        final TestGroup test = new TestGroup(system.client(), "JSON");
        final String reader = test.service(JSON_READER, Map.of());
        assertImported("json", test.runThrough(USERS, imported(test, reader, "json")));
    }

    @Test
    void avroIsCheckedAndImported() {
        final TestGroup test = new TestGroup(system.client(), "Avro");
        final List<Stage> imported = imported(test, test.service(AVRO_READER, Map.of()), "avro");
        assertImported(
                "avro",
                test.runThrough(
                        USERS, List.of(toAvro(test), imported.getFirst(), imported.getLast())));
    }

    @Test
    void avroIsReportedOnByTheNumbersOfRecords() {
        final TestGroup test = new TestGroup(system.client(), "Avro, report");
        final String reader = test.service(AVRO_READER, Map.of());
        final Output output =
                test.runThrough(
                        USERS,
                        List.of(
                                toAvro(test),
                                new Stage(
                                        PROCESSORS + "ValidateUserImport",
                                        new ProcessorConfig()
                                                .property("Record Reader", reader)
                                                .property("Report Format", "Dashly")
                                                .terminate("records", "original"),
                                        "report")));
        assertThat(output.relationship()).isEqualTo("report");
        final JsonNode reply = Database.json(output.text()).get("data");
        assertThat(reply.get("updates_planned").intValue()).isEqualTo(2);
        assertThat(reply.get("row_errors").get("3").textValue())
                .startsWith("column created: \"yesterday\" is not Unix seconds");
    }

    private static Stage toAvro(final TestGroup test) {
        return new Stage(
                "org.apache.nifi.processors.standard.ConvertRecord",
                new ProcessorConfig()
                        .property("Record Reader", test.service(JSON_READER, Map.of()))
                        .property("Record Writer", test.service(AVRO_WRITER, Map.of())),
                "success");
    }

    /** Checked by one processor, then imported by the other. */
    private static List<Stage> imported(
            final TestGroup test, final String reader, final String app) {
        final String pool =
                test.ourService(
                        "PostgreSQLConnectionPool",
                        Map.of(
                                "Database Connection URL", system.postgres().jdbcUrl(),
                                "Database User", system.postgres().user(),
                                "Password", system.postgres().password()));
        return List.of(
                new Stage(
                        PROCESSORS + "ValidateUserImport",
                        new ProcessorConfig()
                                .property("Record Reader", reader)
                                .property("Record Writer", test.service(JSON_WRITER, Map.of()))
                                .terminate("records", "report"),
                        "original"),
                new Stage(
                        PROCESSORS + "PutUserImport",
                        new ProcessorConfig()
                                .property("Record Reader", reader)
                                .property(
                                        "User Store",
                                        test.ourService(
                                                "PostgreSQLUserStore",
                                                Map.of(
                                                        "Database Connection Pooling Service",
                                                        pool)))
                                .property("App ID", app)
                                .terminate("success", "summary", "retry"),
                        "rejected rows"));
    }

    private static void assertImported(final String app, final Output rejected) {
        assertThat(rejected.relationship()).isEqualTo("rejected rows");
        final JsonNode row = Database.json(rejected.text());
        assertThat(row.get("userId").textValue()).isEqualTo("u3");
        assertThat(row.get("line").intValue()).isEqualTo(3);
        assertThat(row.get("column").textValue()).isEqualTo("created");
        assertThat(system.database().attributes(app, "u1"))
                .contains(
                        Database.json(
                                """
                                {"zip": "00123", "age": 24, "price": 1.5, "pro": true,
                                 "friends": ["Jimmy", "Sara"], "address": {"city": "Rome"}}
                                """));
        assertThat(
                        system.database()
                                .value(
                                        "SELECT string_agg(user_id, ' ' ORDER BY user_id)"
                                                + " FROM userimport.user_profile WHERE app_id = ?",
                                        app))
                .isEqualTo("u1 u2");
    }
}
