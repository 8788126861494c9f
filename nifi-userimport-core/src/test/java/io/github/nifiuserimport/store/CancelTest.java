// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Once a job is cancelled, nothing more of it is applied. */
@Timeout(120)
@Tag("slow")
class CancelTest {

    private static final String REASON = "The import was cancelled";

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    private static NewJob job(final int parts) {
        return new NewJob("job", "shop", null, "users.csv", 12, parts);
    }

    private static PartId part(final int index) {
        return new PartId("job", index);
    }

    private PreparedBatch batch(
            final int part, final long firstRow, final boolean last, final String user) {
        final PartId id = part(part);
        return store.preparation()
                .apply(
                        new Batch(
                                StoreFixture.delivery(id, "shop"),
                                firstRow,
                                1,
                                List.of(
                                        new ImportRow(
                                                firstRow,
                                                firstRow + 2,
                                                RowCommand.of(
                                                        new UserKey.ById(user), UserChange.NONE))),
                                List.of(),
                                List.of(),
                                last,
                                Instant.now(),
                                false,
                                StoreFixture.WORDING));
    }

    private List<String> users() throws SQLException {
        return fixture.query("SELECT user_id FROM userimport.user_profile ORDER BY 1");
    }

    private JobState state() throws StoreException {
        return store.status("job").orElseThrow().state();
    }

    @Test
    void aJobThatWaitsIsCancelledAtOnce() throws Exception {
        store.register(job(1), "request");

        final JobStatus cancelled = store.cancel("job", REASON);

        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.state().ended()).isTrue();
        assertThat(cancelled.error()).isEqualTo(REASON);
        assertThat(cancelled.started()).isNull();
        assertThat(cancelled.finished()).isAfterOrEqualTo(cancelled.created());
        assertThat(store.status("job")).contains(cancelled);
        assertThat(store.latest("shop", 1)).containsExactly(cancelled);
        assertThat(store.open(job(1), part(0)).job()).isEqualTo(cancelled);
    }

    @Test
    void theNextBatchOfAJobThatRunsIsRefused() throws Exception {
        store.open(job(1), part(0));
        batch(0, 0, false, "first").apply();

        final JobStatus cancelled = store.cancel("job", REASON);

        assertThat(cancelled.counts().get(Count.APPLIED)).isEqualTo(1);
        for (final boolean last : new boolean[] {false, true}) {
            final StoreException refused =
                    catchThrowableOfType(
                            StoreException.class, () -> batch(0, 1, last, "second").apply());
            assertThat(refused.jobEnded()).isTrue();
        }
        assertThat(users()).containsExactly("first");
        assertThat(store.status("job")).contains(cancelled);
    }

    @Test
    void soAreThoseOfItsOtherParts() throws Exception {
        store.open(job(2), part(0));
        store.open(job(2), part(1));
        batch(1, 0, true, "of part 1").apply();

        store.cancel("job", REASON);

        assertThatThrownBy(() -> batch(0, 0, true, "of part 0").apply())
                .hasMessageContaining("has already ended");
        assertThat(store.open(job(2), part(1)).progress().finished()).isTrue();
        assertThat(store.open(job(2), part(0)).progress().rowsDone()).isZero();
        assertThat(users()).containsExactly("of part 1");
    }

    @Test
    void aBatchThatIsWrittenAheadIsRefusedInItsTurn() throws Exception {
        store.open(job(1), part(0));
        try (var ahead = batch(0, 0, false, "ahead").begin()) {
            ahead.write();
            store.cancel("job", REASON);
            assertThatThrownBy(ahead::commit).hasMessageContaining("has already ended");
        }
        assertThat(users()).isEmpty();
    }

    @Test
    void aBatchThatIsJustBeingCommittedIsWaitedFor() throws Exception {
        store.open(job(1), part(0));
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Commits commits = new Commits()) {
            final Future<PartProgress> batch =
                    threads.submit(() -> batch(0, 0, false, "in time").apply());
            commits.awaitWaiting(1);
            final Future<JobStatus> cancelled = threads.submit(() -> store.cancel("job", REASON));
            commits.awaitWaiting(2);
            commits.release();

            assertThat(batch.get().rowsDone()).isEqualTo(1);
            assertThat(cancelled.get().state()).isEqualTo(JobState.CANCELLED);
            assertThat(cancelled.get().counts().get(Count.APPLIED))
                    .as("nothing is applied behind what is told")
                    .isEqualTo(1);
        }
        assertThat(users()).containsExactly("in time");
    }

    @Test
    void theLastBatchThatIsJustBeingCommittedFinishesTheJob() throws Exception {
        store.open(job(1), part(0));
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Commits commits = new Commits()) {
            final Future<PartProgress> batch =
                    threads.submit(() -> batch(0, 0, true, "in time").apply());
            commits.awaitWaiting(1);
            final Future<JobStatus> cancelled = threads.submit(() -> store.cancel("job", REASON));
            commits.awaitWaiting(2);
            commits.release();

            batch.get();
            assertThat(cancelled.get().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(state()).isEqualTo(JobState.FINISHED);
    }

    /** Both lock the job's row, and change it. */
    @Test
    void lastBatchesOfTwoPartsDoNotWaitForEachOther() throws Exception {
        store.open(job(2), part(0));
        store.open(job(2), part(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Commits commits = new Commits()) {
            final List<Future<PartProgress>> batches =
                    List.of(
                            threads.submit(() -> batch(0, 0, true, "a").apply()),
                            threads.submit(() -> batch(1, 0, true, "b").apply()));
            commits.awaitWaiting(2);
            commits.release();
            for (final Future<PartProgress> batch : batches) {
                assertThat(batch.get().finished()).isTrue();
            }
        }
        assertThat(state()).isEqualTo(JobState.FINISHED);
        assertThat(users()).containsExactly("a", "b");
    }

    @Test
    void otherBatchesOfTwoPartsAreCommittedSideBySide() throws Exception {
        store.open(job(2), part(0));
        store.open(job(2), part(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Commits commits = new Commits()) {
            final List<Future<PartProgress>> batches =
                    List.of(
                            threads.submit(() -> batch(0, 0, false, "a").apply()),
                            threads.submit(() -> batch(1, 0, false, "b").apply()));
            commits.awaitCommits(2);
            commits.release();
            for (final Future<PartProgress> batch : batches) {
                assertThat(batch.get().rowsDone()).isEqualTo(1);
            }
        }
        assertThat(users()).containsExactly("a", "b");
    }

    @Test
    void aJobThatHasEndedStaysAsItIs() throws Exception {
        store.open(job(1), part(0));
        batch(0, 0, true, "u").apply();
        final JobStatus finished = store.status("job").orElseThrow();
        assertThat(store.cancel("job", REASON)).isEqualTo(finished);

        final NewJob other = new NewJob("other", "shop", null, "users.csv", 12, 1);
        store.registerFailed(other, "no header", "request");
        assertThat(store.cancel("other", REASON))
                .returns(JobState.FAILED, JobStatus::state)
                .returns("no header", JobStatus::error);
        assertThatThrownBy(() -> store.cancel("unknown", REASON))
                .hasMessage("No import unknown is known");
    }

    @Test
    void whatIsCancelledStaysSo() throws Exception {
        store.register(job(1), "request");
        final JobStatus cancelled = store.cancel("job", REASON);

        assertThat(store.cancel("job", "again")).isEqualTo(cancelled);
        assertThat(store.register(job(1), "other").job()).isEqualTo(cancelled);
        assertThat(store.fail("job", "could not be fetched", "flowfile"))
                .returns(JobState.CANCELLED, JobStatus::state)
                .returns(REASON, JobStatus::error);
    }

    @Test
    void oneFlowFileTellsOfTheEnd() throws Exception {
        store.open(job(2), part(0));
        assertThat(store.tellCancelled("job", "early").endedBy()).isNull();
        assertThat(store.cancel("job", REASON).endedBy()).isNull();

        assertThat(store.tellCancelled("job", "first").isEndedBy("first")).isTrue();
        assertThat(store.tellCancelled("job", "second").isEndedBy("first")).isTrue();
        assertThat(store.tellCancelled("job", "first").isEndedBy("first"))
                .as("it may have come to nothing, and tells again")
                .isTrue();
    }

    @Test
    void aFileThatCannotBeFetchedTellsOfTheEndOfAJobThatIsCancelled() throws Exception {
        store.register(job(1), "request");
        store.cancel("job", REASON);
        assertThat(store.fail("job", "gone", "fetch").isEndedBy("fetch")).isTrue();
    }

    /** A file may be split after its job was registered and cancelled. */
    @Test
    void anyPartIsOneOfAJobThatWasCancelledBeforeItBegan() throws Exception {
        store.register(job(1), "request");
        store.cancel("job", REASON);
        assertThat(store.open(job(4).withSplit("4 ranges of userId"), part(3)).ofThisSplit())
                .isTrue();
    }

    @Test
    void aPartOfAnotherSplitIsNoneOfIts() throws Exception {
        store.open(job(2).withSplit("2 ranges of userId"), part(0));
        final NewJob other = job(4).withSplit("4 ranges of userId");
        assertThatThrownBy(() -> store.open(other, part(0))).hasMessageContaining("was begun in");
        store.cancel("job", REASON);
        assertThat(store.open(other, part(0)).ofThisSplit()).isFalse();
        assertThat(store.open(job(2).withSplit("2 ranges of userId"), part(1)).ofThisSplit())
                .isTrue();
    }

    @Test
    void anOlderVersionSeesAJobThatHasFailed() throws Exception {
        store.open(job(1), part(0));
        store.cancel("job", REASON);
        assertThat(
                        fixture.query(
                                "SELECT concat_ws(': ', state, error) FROM userimport.import_job"
                                        + " WHERE finished IS NOT NULL"))
                .containsExactly("FAILED: " + REASON);
        execute(
                "INSERT INTO userimport.import_job (id, app_id, file_name, parts, state)"
                        + " VALUES ('older', 'shop', 'users.csv', 1, 'PENDING')");
        assertThat(store.status("older").orElseThrow().state()).isEqualTo(JobState.PENDING);
    }

    /** As docs/operations.md has it for objects that were refused. */
    @Test
    void aJobThatIsMadeToWaitAgainByHandRuns() throws Exception {
        store.register(job(1), "request");
        store.cancel("job", REASON);
        execute(
                "UPDATE userimport.import_job SET state = 'PENDING', error = NULL, finished = NULL"
                        + " WHERE state = 'FAILED' AND id = 'job'");
        assertThat(state()).isEqualTo(JobState.PENDING);
        store.open(job(1), part(0));
        assertThat(store.fail("job", "line 7", "flowfile"))
                .returns(JobState.FAILED, JobStatus::state)
                .returns("line 7", JobStatus::error);
    }

    @Test
    void itIsCountedAndPrunedAsOneThatHasEnded() throws Exception {
        store.open(job(1), part(0));
        batch(0, 0, false, "u").apply();
        store.cancel("job", REASON);
        assertThat(store.totals(List.of("shop")))
                .satisfies(
                        totals -> {
                            assertThat(totals.jobs())
                                    .containsEntry(JobState.CANCELLED, 1L)
                                    .containsEntry(JobState.FAILED, 0L)
                                    .containsEntry(JobState.RUNNING, 0L);
                            assertThat(totals.oldest()).isEmpty();
                            assertThat(totals.counts().get(Count.APPLIED)).isEqualTo(1);
                        });
        assertThat(store.pruneJobs(Instant.now().plusSeconds(60)))
                .isEqualTo(new Pruned(1, 0, 0, 0));
        assertThat(store.status("job")).isEqualTo(Optional.empty());
    }

    private void execute(final String sql) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Holds up those who commit a step of the ledger, when all else of it is done. */
    private final class Commits implements AutoCloseable {

        private final Connection holder = fixture.database().connection();

        Commits() throws SQLException {
            execute(
                    """
                    CREATE FUNCTION wait_to_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_advisory_xact_lock_shared(1);
                        RETURN NULL;
                    END $$;
                    CREATE CONSTRAINT TRIGGER wait_to_commit AFTER UPDATE ON userimport.import_part
                        DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION wait_to_commit()
                    """);
            holder.createStatement().execute("SELECT pg_advisory_lock(1)");
        }

        /** Until so many sessions wait, to commit or for one that does. */
        void awaitWaiting(final int sessions) throws Exception {
            fixture.database().awaitSessions("wait_event_type = 'Lock'", sessions);
        }

        /** Until so many sessions wait to commit. */
        void awaitCommits(final int sessions) throws Exception {
            fixture.database().awaitSessions("wait_event = 'advisory'", sessions);
        }

        void release() throws SQLException {
            holder.createStatement().execute("SELECT pg_advisory_unlock(1)");
        }

        @Override
        public void close() throws SQLException {
            holder.close();
        }
    }
}
