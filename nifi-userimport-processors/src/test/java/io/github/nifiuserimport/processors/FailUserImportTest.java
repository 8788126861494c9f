// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.Map;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

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

    @Test
    void sendsWhatNamesNoJobToFailure() throws Exception {
        over(TestPostgres.shared());
        runner.enqueue("", Map.of("userimport.id", "unknown"));
        runner.enqueue("");
        runner.run(2);
        runner.assertAllFlowFilesTransferred(FailUserImport.FAILURE, 2);
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
