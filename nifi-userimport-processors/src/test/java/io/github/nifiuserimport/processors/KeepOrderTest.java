// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Which files PutUserImport imports beside one that takes long: here, one that waits for a user
 * whom somebody else has locked.
 */
@Tag("slow")
@Timeout(120)
class KeepOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private PostgreSQLUserStore store;
    private TestRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        store = UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        enqueue("present.csv", "userId,userAttributes.n\nlocked,0\n");
        runner.run();
        runner.clearTransferState();
        runner.setThreadCount(2);
        runner.setRunSchedule(20);
    }

    private void enqueue(final String name, final String text) {
        runner.enqueue(text, Map.of("filename", name));
    }

    /**
     * Imports what is in the queue, with two tasks, while a user is locked.
     *
     * @param awaited the file whose job is to have ended before the user is unlocked; null for none
     * @return the files whose jobs had ended by then
     */
    private List<String> whileLocked(final String awaited) throws Exception {
        try (Connection rival = database.connection();
                Statement lock = rival.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            rival.setAutoCommit(false);
            lock.execute("SELECT FROM userimport.user_profile WHERE user_id = 'locked' FOR UPDATE");
            final Future<?> running = thread.submit(() -> runner.run(200, true, true, 60_000));
            database.awaitSessions("wait_event_type = 'Lock'", 1);
            final Instant until =
                    Instant.now().plus(awaited == null ? Duration.ofSeconds(2) : PATIENCE);
            List<String> ended = ended();
            while (!ended.contains(awaited) && Instant.now().isBefore(until)) {
                Thread.sleep(50);
                ended = ended();
            }
            rival.rollback();
            running.get();
            return ended;
        }
    }

    private List<String> ended() throws SQLException {
        return names(
                "SELECT file_name FROM userimport.import_job WHERE finished IS NOT NULL"
                        + " AND file_name <> 'present.csv' ORDER BY finished");
    }

    private List<String> names(final String sql) throws SQLException {
        final List<String> names = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Test
    void aFileWithOtherUsersIsImportedMeanwhile() throws Exception {
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("other.csv", "userId,userAttributes.n\nother,1\n");

        assertThat(whileLocked("other.csv")).containsExactly("other.csv");
        assertThat(ended()).containsExactly("other.csv", "long.csv");
        runner.assertTransferCount(PutUserImport.SUCCESS, 2);
    }

    @Test
    void aFileWithTheSameUserWaitsAndOthersPassIt() throws Exception {
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("correction.csv", "userId,userAttributes.n\nlocked,2\n");
        enqueue("other.csv", "userId,userAttributes.n\nother,1\n");

        assertThat(whileLocked("other.csv")).containsExactly("other.csv");
        runner.run(20, true, true, 60_000);
        assertThat(ended()).containsExactly("other.csv", "long.csv", "correction.csv");
        assertThat(
                        names(
                                "SELECT attributes->>'n' FROM userimport.user_profile WHERE user_id ="
                                        + " 'locked'"))
                .containsExactly("2");
        runner.assertTransferCount(PutUserImport.SUCCESS, 3);
        runner.assertQueueEmpty();
    }

    @Test
    void aFileThatIsRefusedLetsThoseThatWaitBegin() throws Exception {
        enqueue("refused.csv", "name\nAnn\n");
        enqueue("behind.csv", "userId,userAttributes.n\nlocked,2\n");
        runner.run(20, true, true, 60_000);

        assertThat(ended()).containsExactlyInAnyOrder("refused.csv", "behind.csv");
        runner.assertTransferCount(PutUserImport.FAILURE, 1);
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
    }

    @Test
    void anImportThatIsCancelledLetsThoseThatWaitBegin() throws Exception {
        cancelOneAndImportOneBehindIt();

        assertThat(ended()).containsExactly("cancelled.csv", "behind.csv");
        runner.assertTransferCount(PutUserImport.FAILURE, 1);
        runner.assertTransferCount(PutUserImport.UNPROCESSED, 1);
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
        runner.assertQueueEmpty();
    }

    private void cancelOneAndImportOneBehindIt() throws Exception {
        store.register(new NewJob("j1", "default", null, "cancelled.csv", -1, 1), "request");
        store.cancel("j1", "The import was cancelled");
        final String users = "userId,userAttributes.n\nlocked,1\n";
        runner.enqueue(users, Map.of("filename", "cancelled.csv", "userimport.id", "j1"));
        enqueue("behind.csv", "userId,userAttributes.n\nlocked,2\n");
        runner.run(20, true, true, 60_000);
    }

    /** Its rows have no place in the order of those that waited with it, as it is a new file. */
    @Test
    void whatIsLeftOfACancelledImportComesLastWhenItIsImportedAgain() throws Exception {
        cancelOneAndImportOneBehindIt();
        final MockFlowFile left =
                runner.getFlowFilesForRelationship(PutUserImport.UNPROCESSED).getFirst();
        enqueue("later.csv", "userId,userAttributes.n\nlocked,3\n");
        runner.enqueue(left);
        runner.run(20, true, true, 60_000);

        assertThat(ended())
                .containsExactly(
                        "cancelled.csv", "behind.csv", "later.csv", "cancelled.unprocessed.csv");
    }

    @Test
    void aFileThatMayBeAboutAnybodyWaits() throws Exception {
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("devices.csv", "userId,deviceId\nother,d1\n");

        assertThat(whileLocked(null)).isEmpty();
    }

    @Test
    void partsOfFilesAreNotHeldUp() throws Exception {
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("waits.csv", "userId,userAttributes.n\nlocked,2\n");
        runner.enqueue(
                "userId,deviceId\nother,d1\n",
                Map.of(
                        "filename",
                        "part.csv",
                        "userimport.id",
                        "split",
                        "fragment.index",
                        "0",
                        "fragment.count",
                        "1"));

        assertThat(whileLocked("part.csv")).containsExactly("part.csv");
    }

    @Test
    void withoutAnOrderAllAreImportedAtOnce() throws Exception {
        runner.setProperty(PutUserImport.KEEP_ORDER, "false");
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("devices.csv", "userId,deviceId\nother,d1\n");

        assertThat(whileLocked("devices.csv")).containsExactly("devices.csv");
    }

    @Test
    void withOneTaskFilesComeOneAfterTheOther() throws Exception {
        runner.setThreadCount(1);
        enqueue("long.csv", "userId,userAttributes.n\nlocked,1\n");
        enqueue("other.csv", "userId,userAttributes.n\nother,1\n");

        assertThat(whileLocked(null)).isEmpty();
        assertThat(ended()).containsExactly("long.csv", "other.csv");
    }

    @Test
    void afterARestartAFileThatWasBegunComesFirst() throws Exception {
        runner.setThreadCount(2);
        enqueue("later.csv", "userId,userAttributes.n\nlocked,2\n");
        runner.enqueue(
                "userId,userAttributes.n\nlocked,1\n",
                Map.of("filename", "begun.csv", "userimport.error", "The database is away"));
        runner.run(50, true, true, 60_000);

        assertThat(ended()).containsExactly("begun.csv", "later.csv");
        final MockFlowFile begun =
                runner.getFlowFilesForRelationship(PutUserImport.SUCCESS).getFirst();
        begun.assertAttributeEquals("filename", "begun.csv");
        begun.assertAttributeNotExists("userimport.error");
    }
}
