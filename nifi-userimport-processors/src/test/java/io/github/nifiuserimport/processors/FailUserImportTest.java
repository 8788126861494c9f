// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailUserImportTest {

    private final TestRunner runner = TestRunners.newTestRunner(FailUserImport.class);

    private PostgreSQLUserStore over(final TestPostgres postgres) throws Exception {
        final PostgreSQLUserStore store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(FailUserImport.USER_STORE, "store");
        store.register(new NewJob("j1", "default", null, "in/users.csv", -1, 1), "request");
        return store;
    }

    private void come() {
        runner.enqueue("", Map.of("userimport.id", "j1", "userimport.object", "in/users.csv"));
        runner.run();
    }

    @Test
    void marksTheJobAndTellsItOnce() throws Exception {
        final PostgreSQLUserStore store = over(TestPostgres.shared());
        come();
        come();
        runner.assertTransferCount(FailUserImport.SUCCESS, 2);
        runner.assertTransferCount(FailUserImport.SUMMARY, 1);
        assertThat(runner.getLogger().getErrorMessages()).hasSize(1);
        final JobStatus job = store.status("j1").orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error())
                .isEqualTo(
                        "The file could not be read: in/users.csv. It may not exist, or not be"
                                + " readable by this service");
        runner.getFlowFilesForRelationship(FailUserImport.SUCCESS)
                .getFirst()
                .assertAttributeEquals("userimport.state", "FAILED");
    }

    @Test
    void takesTheReasonThatIsKnown() throws Exception {
        final PostgreSQLUserStore store = over(TestPostgres.shared());
        runner.enqueue(
                "",
                Map.of("userimport.id", "j1", "userimport.error", "users.csv, line 1: no header"));
        runner.run();
        assertThat(store.status("j1").orElseThrow().error())
                .isEqualTo("users.csv, line 1: no header");
    }

    static Stream<Arguments> fetches() {
        final String unread = "The file could not be read: in/users.csv. ";
        return Stream.of(
                of(
                        Map.of(
                                "invokehttp.status.code",
                                "403",
                                "invokehttp.status.message",
                                "Forbidden",
                                "invokehttp.response.body",
                                "{\"error\": {\"code\": 403, \"message\": \"no \\\"get\\\" access\"}}"),
                        unread + "The storage refused it with 403: no \"get\" access"),
                of(
                        Map.of(
                                "invokehttp.status.code",
                                "404",
                                "invokehttp.response.body",
                                "No such object: b/in/users.csv\n"),
                        unread + "The storage refused it with 404: No such object: b/in/users.csv"),
                of(
                        // The beginning of a longer one.
                        Map.of(
                                "invokehttp.status.code",
                                "400",
                                "invokehttp.response.body",
                                "{\"error\": {\"code"),
                        unread + "The storage refused it with 400: {\"error\": {\"code"),
                of(
                        Map.of(
                                "invokehttp.status.code",
                                "503",
                                "invokehttp.status.message",
                                "Service Unavailable"),
                        unread + "The storage refused it with 503 Service Unavailable"),
                of(
                        Map.of(
                                "invokehttp.status.code",
                                "200",
                                "invokehttp.java.exception.message",
                                "unexpected end of stream"),
                        unread
                                + "The storage could not be reached, or broke off: unexpected end of stream"),
                of(
                        Map.of("invokehttp.status.code", "200"),
                        unread + "It may not exist, or not be readable by this service"),
                of(Map.of("invokehttp.status.code", "403", "userimport.error", "known"), "known"));
    }

    @ParameterizedTest
    @MethodSource("fetches")
    void tellsWhyAFetchByHttpFailed(final Map<String, String> attributes, final String reason)
            throws Exception {
        final PostgreSQLUserStore store = over(TestPostgres.shared());
        final Map<String, String> all = new HashMap<>(attributes);
        all.put("userimport.id", "j1");
        all.put("userimport.object", "in/users.csv");
        runner.enqueue("", all);
        runner.run();
        assertThat(store.status("j1").orElseThrow().error()).isEqualTo(reason);
    }

    @Test
    void sendsWhatNamesNoJobToFailure() throws Exception {
        over(TestPostgres.shared());
        runner.enqueue("", Map.of("userimport.id", "unknown"));
        runner.enqueue("");
        runner.run(2);
        runner.assertAllFlowFilesTransferred(FailUserImport.FAILURE, 2);
    }

    @Test
    void registersAJobThatNobodyHasRegisteredWhereItIsTo() throws Exception {
        final PostgreSQLUserStore store = over(TestPostgres.shared());
        runner.setProperty(FailUserImport.UNKNOWN_IMPORT, UnknownImportOption.REGISTER);
        runner.setProperty(FailUserImport.APP_ID, "shop");
        for (int i = 0; i < 2; i++) {
            runner.enqueue(
                    "",
                    Map.of(
                            "userimport.id", "j2",
                            "filename", "in_users.csv",
                            "userimport.error", "gs://b/in/users.csv could not be fetched"));
        }
        come();
        runner.run(2);
        runner.assertTransferCount(FailUserImport.SUCCESS, 3);
        runner.assertTransferCount(FailUserImport.SUMMARY, 2);
        final JobStatus job = store.status("j2").orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.appId()).isEqualTo("shop");
        assertThat(job.fileName()).isEqualTo("in_users.csv");
        assertThat(job.error()).isEqualTo("gs://b/in/users.csv could not be fetched");
        assertThat(store.status("j1").orElseThrow().appId()).isEqualTo("default");
    }

    @Test
    void triesAgainWhenTheDatabaseIsBack() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            final PostgreSQLUserStore store = over(postgres);
            postgres.stop();
            come();
            runner.assertAllFlowFilesTransferred(FailUserImport.RETRY, 1);
            runner.assertPenalizeCount(1);
            runner.clearTransferState();
            postgres.restart();
            come();
            runner.assertTransferCount(FailUserImport.SUMMARY, 1);
            assertThat(store.status("j1").orElseThrow().state()).isEqualTo(JobState.FAILED);
        }
    }
}
