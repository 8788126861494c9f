// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.StartUserImport.ACCEPTED;
import static io.github.nifiuserimport.processors.StartUserImport.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a real PostgreSQL. */
class StartUserImportTest {

    private static final Map<String, String> OBJECT =
            arguments("gcsBucket", "crm", "file", "in/users.csv");

    private final TestRunner runner = TestRunners.newTestRunner(StartUserImport.class);
    private PostgreSQLUserStore store;

    private void over(final TestPostgres postgres) throws Exception {
        store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(StartUserImport.USER_STORE, "store");
        runner.setProperty(StartUserImport.ALLOWED_BUCKETS, "crm/in");
    }

    /** Attributes of arguments: a name, its value, a name, … */
    private static Map<String, String> arguments(final String... namesAndValues) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put("userimport.argument." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    private MockFlowFile one(final Relationship relationship) {
        runner.assertAllFlowFilesTransferred(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    @Test
    void registersAnObject() throws Exception {
        over(TestPostgres.shared());
        final Map<String, String> attributes = new LinkedHashMap<>(OBJECT);
        attributes.putAll(arguments("defaultAction", "track"));
        runner.enqueue("", attributes);
        runner.run();
        final MockFlowFile accepted = one(ACCEPTED);
        accepted.assertAttributeEquals("userimport.app", "default");
        accepted.assertAttributeEquals("userimport.state", "PENDING");
        accepted.assertAttributeEquals("userimport.action", "track");
        accepted.assertAttributeEquals("userimport.bucket", "crm");
        accepted.assertAttributeEquals("gcs.bucket", "crm");
        accepted.assertAttributeEquals("userimport.object", "in/users.csv");
        accepted.assertAttributeEquals("filename", "users.csv");
        accepted.assertAttributeNotExists("userimport.argument.file");
        final JobStatus job = store.status(accepted.getAttribute("userimport.id")).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.fileName()).isEqualTo("in/users.csv");
        assertThat(job.action()).isEqualTo("track");
    }

    @Test
    void registersAFile() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        final Map<String, String> attributes =
                arguments("delimiter", ";", "tags", "\"a\",\"b\"", "app", "$self_app");
        attributes.put("filename", "users one.csv");
        runner.enqueue("$user_id;$name\n1;x\n", attributes);
        runner.run();
        final MockFlowFile accepted = one(ACCEPTED);
        accepted.assertContentEquals("$user_id;$name\n1;x\n");
        accepted.assertAttributeEquals("userimport.key", "$user_id");
        accepted.assertAttributeEquals("userimport.tags", "\"a\",\"b\"");
        accepted.assertAttributeEquals("userimport.delimiter", "semicolon");
        accepted.assertAttributeEquals("filename", "users one.csv");
        accepted.assertAttributeEquals("mime.type", "text/csv");
        final JobStatus job = store.status(accepted.getAttribute("userimport.id")).orElseThrow();
        assertThat(job.fileName()).isEqualTo("users one.csv");
        assertThat(job.fileSize()).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file          | ''           | file is missing",
                "file          | users.csv    | file: \"users.csv\" is not in a folder",
                "file          | in/../u.csv  | file: \"in/../u.csv\"",
                "gcsBucket     | secret       | gcsBucket: \"secret\" is not a bucket that files may be",
                "defaultAction | deleteUser   | defaultAction: \"deleteUser\" is not",
                "appId         | other        | appId: "
            })
    void sendsElsewhereWhatStartsNoImport(final String name, final String value, final String error)
            throws Exception {
        over(TestPostgres.shared());
        final Map<String, String> attributes = new LinkedHashMap<>(OBJECT);
        attributes.putAll(arguments(name, value));
        runner.enqueue("as it came", attributes);
        runner.run();
        final MockFlowFile refused = one(FAILURE);
        refused.assertContentEquals("as it came");
        refused.assertAttributeEquals(
                "userimport.argument.gcsBucket", attributes.get("userimport.argument.gcsBucket"));
        assertThat(refused.getAttribute("userimport.error")).startsWith(error);
        assertThat(store.latest("default", 10)).isEmpty();
    }

    @Test
    void takesAFileOfThirtyMegabytesAndNoLargerOne() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        final String file = "$user_id\n" + "1".repeat(29_999_991);
        runner.enqueue(file);
        runner.run();
        assertThat(one(ACCEPTED).getSize()).isEqualTo(30_000_000);
        runner.clearTransferState();
        runner.enqueue(file + "1");
        runner.run();
        one(FAILURE)
                .assertAttributeEquals(
                        "userimport.error",
                        "file: has 30,000,001 bytes, at most 30,000,000 are taken; split it");
    }

    @Test
    void startsAnImportWhoseFirstDeliveryWasLostAfterItWasRegistered() throws Exception {
        over(TestPostgres.shared());
        final String id = runner.enqueue("", OBJECT).getAttribute("uuid");
        store.register(new NewJob(id, "default", null, "in/users.csv", -1, 1), id);
        runner.run();
        one(ACCEPTED).assertAttributeEquals("userimport.id", id);
    }

    @Test
    void waitsWhileTheDatabaseIsAway() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            over(postgres);
            postgres.stop();
            runner.enqueue("", OBJECT);
            runner.run();
            runner.assertTransferCount(ACCEPTED, 0);
            runner.assertTransferCount(FAILURE, 0);
            assertThat(runner.getQueueSize().getObjectCount()).isEqualTo(1);
            postgres.restart();
            runner.run();
            one(ACCEPTED);
        }
    }
}
