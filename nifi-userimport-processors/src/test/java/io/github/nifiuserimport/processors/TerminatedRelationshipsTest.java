// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever relationships a flow terminates, no file whose import is to go on is lost. */
@Tag("slow")
class TerminatedRelationshipsTest {

    private TestPostgres postgres;

    @BeforeEach
    void start() {
        postgres = TestPostgres.start();
    }

    @AfterEach
    void end() {
        postgres.close();
    }

    private static final class Put extends PutUserImport {
        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            super.onTrigger(
                    TerminatedContext.of(
                            context, RETRY, SUCCESS, REJECTED_ROWS, UNPROCESSED, SUMMARY, FAILURE),
                    session);
        }
    }

    private static final class Fail extends FailUserImport {
        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            super.onTrigger(TerminatedContext.of(context, RETRY), session);
        }
    }

    private static final class Look extends FetchUserImportStatus {
        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            super.onTrigger(TerminatedContext.of(context, FAILURE), session);
        }
    }

    /** Waits in the queue it came from, for a while, and nothing else came of it. */
    private static MockFlowFile waiting(final TestRunner runner) {
        for (final Relationship relationship : runner.getProcessor().getRelationships()) {
            runner.assertTransferCount(relationship, 0);
        }
        assertThat(runner.getQueueSize().getObjectCount()).isEqualTo(1);
        runner.assertPenalizeCount(1);
        return (MockFlowFile) runner.getProcessSessionFactory().createSession().get();
    }

    @Test
    void anImportGoesOnWhenTheDatabaseIsBack() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(new Put());
        final PostgreSQLUserStore store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(PutUserImport.USER_STORE, "store");
        postgres.stop();
        runner.enqueue("userId\nu1\n,x\n", Map.of("userimport.id", "j1", "filename", "users.csv"));
        runner.run(1, false, true);

        final MockFlowFile waiting = waiting(runner);
        assertThat(waiting.getAttribute("userimport.error")).contains("database");
        waiting.assertContentEquals("userId\nu1\n,x\n");

        postgres.restart();
        runner.enqueue(waiting);
        runner.run(1, true, false);
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
        runner.assertTransferCount(PutUserImport.REJECTED_ROWS, 1);
        runner.assertTransferCount(PutUserImport.SUMMARY, 1);
        assertThat(runner.getQueueSize().getObjectCount()).isZero();
        assertThat(store.status("j1").orElseThrow().counts().get(Count.REJECTED)).isEqualTo(1);
    }

    @Test
    void aJobIsMarkedFailedWhenTheDatabaseIsBack() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(new Fail());
        final PostgreSQLUserStore store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(FailUserImport.USER_STORE, "store");
        store.register(new NewJob("j1", "default", null, "users.csv", -1, 1), "request");
        postgres.stop();
        runner.enqueue("", Map.of("userimport.id", "j1"));
        runner.run(1, false, true);

        final MockFlowFile waiting = waiting(runner);

        postgres.restart();
        runner.enqueue(waiting);
        runner.run(1, true, false);
        runner.assertTransferCount(FailUserImport.SUCCESS, 1);
        assertThat(store.status("j1").orElseThrow().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aFileThatWaitsForItsImportIsAskedAboutAgain() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(new Look());
        final PostgreSQLUserStore store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(FetchUserImportStatus.USER_STORE, "store");
        runner.setProperty(FetchUserImportStatus.REPLY, StatusReplyOption.NONE);
        store.register(new NewJob("j1", "default", null, "users.csv", -1, 1), "request");
        postgres.stop();
        runner.enqueue("userId\nu1\n", Map.of("userimport.id", "j1"));
        runner.run(1, false, true);

        final MockFlowFile waiting = waiting(runner);

        postgres.restart();
        runner.enqueue(waiting);
        runner.run(1, true, false);
        runner.assertTransferCount(FetchUserImportStatus.SUCCESS, 1);
    }

    /** What Verify is to say of a processor, of one of whose relationships it depends. */
    record Verified(
            VerifiableProcessor processor,
            Relationship relationship,
            Outcome terminated,
            String explanation) {
        @Override
        public String toString() {
            return processor.getClass().getSimpleName() + " " + relationship.getName();
        }
    }

    static Stream<Verified> verified() {
        return Stream.of(
                new Verified(
                        new PutUserImport(),
                        PutUserImport.RETRY,
                        Outcome.SUCCESSFUL,
                        "Warning: \"retry\" is terminated automatically, which would lose files while"
                                + " the database is unavailable. They stay in the incoming queue instead"),
                new Verified(
                        new FailUserImport(),
                        FailUserImport.RETRY,
                        Outcome.SUCCESSFUL,
                        "They stay in the incoming queue instead"),
                new Verified(
                        new PartitionUserImport(),
                        PartitionUserImport.PARTS_OUT,
                        Outcome.FAILED,
                        "\"parts\" is terminated automatically: nothing is imported."
                                + " Route it to the next processor"),
                new Verified(
                        new StartUserImport(),
                        StartUserImport.ACCEPTED,
                        Outcome.FAILED,
                        "\"accepted\" is terminated automatically: jobs stay PENDING for ever."
                                + " Route it to the next processor"));
    }

    @ParameterizedTest
    @MethodSource("verified")
    void verifySaysSo(final Verified verified) {
        assertThat(verify(verified, verified.relationship()))
                .anySatisfy(
                        result -> {
                            assertThat(result.getOutcome()).isEqualTo(verified.terminated());
                            assertThat(result.getExplanation()).contains(verified.explanation());
                        });
        assertThat(verify(verified))
                .allSatisfy(
                        result -> {
                            assertThat(result.getOutcome()).isEqualTo(Outcome.SUCCESSFUL);
                            assertThat(result.getExplanation()).doesNotContain("terminated");
                        });
    }

    private static List<ConfigVerificationResult> verify(
            final Verified verified, final Relationship... terminated) {
        final TestRunner runner =
                TestRunners.newTestRunner(
                        (org.apache.nifi.processor.Processor) verified.processor());
        return verified.processor()
                .verify(
                        TerminatedContext.of(runner.getProcessContext(), terminated),
                        new MockComponentLog("verify", verified.processor()),
                        Map.of());
    }
}
