// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.TestGroup.Output;
import io.github.nifiuserimport.text.Text;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NiFi's own processors work with the bundle's reader and connection pool. */
@ExtendWith(SharedSystem.class)
class StockProcessorsIT {

    private static final String JSON_WRITER = "org.apache.nifi.json.JsonRecordSetWriter";

    private static TestSystem system;
    private static NifiClient nifi;

    @BeforeAll
    static void use(final TestSystem shared) {
        system = shared;
        nifi = shared.client();
    }

    @Test
    void convertRecordGivesNestedJson() {
        final TestGroup test = new TestGroup(nifi, "ConvertRecord");
        final Output output =
                test.run(
                        "ConvertRecord",
                        new ProcessorConfig()
                                .property(
                                        "Record Reader",
                                        test.ourService("UserImportCSVReader", Map.of()))
                                .property("Record Writer", test.service(JSON_WRITER, Map.of())),
                        """
                        userId;userAttributes.zip;userAttributes.age;userAttributes.balance;\
                        userAttributes.pro;userAttributes.friends;userAttributes.address.city;\
                        userAttributes.address.geo.lat;userAttributes.since
                        007;00123;25;1.50;true;"[Jimmy, Sara, Amy]";Zürich;47.3769;2017-01-01
                        008;00999;;;;;;;
                        """);

        assertThat(output.relationship()).isEqualTo("success");
        assertThat(output.text())
                .isEqualTo(
                        """
                        [{"userId":"007","userAttributes":{"zip":"00123","age":25,"balance":1.50,\
                        "pro":true,"friends":["Jimmy","Sara","Amy"],\
                        "address":{"city":"Zürich","geo":{"lat":47.3769}},"since":"2017-01-01"}},\
                        {"userId":"008","userAttributes":{"zip":"00999","age":null,"balance":null,\
                        "pro":null,"friends":null,"address":null,"since":null}}]""");
    }

    @Test
    void convertRecordRefusesAFileWithAFault() {
        final TestGroup test = new TestGroup(nifi, "ConvertRecord, bad");
        final String text = "userId,a,a.b\n1,2,3\n";
        final Output output =
                test.run(
                        "ConvertRecord",
                        new ProcessorConfig()
                                .property(
                                        "Record Reader",
                                        test.ourService("UserImportCSVReader", Map.of()))
                                .property("Record Writer", test.service(JSON_WRITER, Map.of())),
                        text);

        assertThat(output).isEqualTo(new Output("failure", text));
    }

    @Test
    void executeSqlAsksThroughTheConnectionPool() {
        final TestGroup test = new TestGroup(nifi, "ExecuteSQLRecord");
        final Output output =
                test.run(
                        "ExecuteSQLRecord",
                        new ProcessorConfig()
                                .property("Database Connection Pooling Service", pool(test))
                                .property("SQL Query", "SELECT 7 AS seven, 'ä' AS letter")
                                .property(
                                        "esqlrecord-record-writer",
                                        test.service(JSON_WRITER, Map.of())),
                        "one");

        assertThat(output).isEqualTo(new Output("success", "[{\"seven\":7,\"letter\":\"ä\"}]"));
    }

    @Test
    void putDatabaseRecordWritesWhatTheReaderReads() {
        system.database().execute("CREATE TABLE public.person (name text, zip text, age int)");
        final TestGroup test = new TestGroup(nifi, "PutDatabaseRecord");
        final Output output =
                test.run(
                        "PutDatabaseRecord",
                        new ProcessorConfig()
                                .property(
                                        "put-db-record-record-reader",
                                        test.ourService("UserImportCSVReader", Map.of()))
                                .property("put-db-record-dcbp-service", pool(test))
                                .property("put-db-record-statement-type", "INSERT")
                                .property("put-db-record-schema-name", "public")
                                .property("put-db-record-table-name", "person")
                                .terminate("retry"),
                        "name,zip,age\nAnn,02108,25\nBen,94041,\n");

        assertThat(output.relationship()).isEqualTo("success");
        assertThat(
                        system.database()
                                .value(
                                        "SELECT string_agg(p::text, ' ' ORDER BY name)"
                                                + " FROM public.person p"))
                .isEqualTo("(Ann,02108,25) (Ben,94041,)");
    }

    /** The later record counts, wherever in the batch the two are. */
    @ParameterizedTest
    @CsvSource({"'a,a,b', 'a2 b3'", "'a,b,b', 'a1 b3'"})
    void putDatabaseRecordUpsertsAKeyThatComesTwice(final String keys, final String kept) {
        system.database().execute("DROP TABLE IF EXISTS public.kept");
        system.database().execute("CREATE TABLE public.kept (name text PRIMARY KEY, n int)");
        final TestGroup test = new TestGroup(nifi, "PutDatabaseRecord, " + keys);
        final StringBuilder file = new StringBuilder("name,n\n");
        int number = 0;
        for (final String key : keys.split(",")) {
            number++;
            file.append(Text.format("%s,%d\n", key, number));
        }
        final Output output =
                test.run(
                        "PutDatabaseRecord",
                        new ProcessorConfig()
                                .property(
                                        "put-db-record-record-reader",
                                        test.ourService("UserImportCSVReader", Map.of()))
                                .property("put-db-record-dcbp-service", pool(test))
                                .property("db-type", "PostgreSQL")
                                .property("put-db-record-statement-type", "UPSERT")
                                .property("put-db-record-update-keys", "name")
                                .property("put-db-record-schema-name", "public")
                                .property("put-db-record-table-name", "kept")
                                .terminate("retry"),
                        file.toString());

        assertThat(output.relationship()).isEqualTo("success");
        assertThat(
                        system.database()
                                .value(
                                        "SELECT string_agg(name || n, ' ' ORDER BY name)"
                                                + " FROM public.kept"))
                .isEqualTo(kept);
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
