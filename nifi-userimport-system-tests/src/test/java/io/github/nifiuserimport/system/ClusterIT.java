// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.rest.ClusterNode;
import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A file that is imported in parts by two nodes, one of which is killed in the middle, ends as the
 * same file does as one part that nothing disturbs: one job, every row applied once, every rejected
 * row told once. One of the tests kills the node with ZooKeeper, which the other cannot do without.
 */
class ClusterIT {

    private static final int ROWS = 100_000;
    private static final int USERS = 40_000;
    private static final int PARTS = 4;

    /**
     * One of each part. As texts, a quarter of the rows is of users up to about 20220, one of those
     * up to 3045, one of those up to 4373, and one of the others.
     */
    private static final List<Integer> HELD_USERS = List.of(14_500, 24_700, 34_400, 6_800);

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final String FILE = "users.csv";
    private static final String TEXT = text();
    private static final String LAST_ROWS = lastRows();
    private static final List<Integer> NODES = List.of(1, 2);

    /**
     * How many users were updated is left open: they count in each batch that has them, so it
     * depends on whether a part is large enough to be sorted.
     */
    private static final String OUTCOME =
            "FINISHED: 100000 rows, 99900 applied, 100 rejected; 40000 created, ";

    /** In which a batch of rows would have been applied, if any were. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** For a file to be taken out of the inbox and to become a job, if nothing holds it. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

    private static final String HOLD =
            """
            INSERT INTO userimport.user_profile (app_id, user_id)
            SELECT ?, 'user-' || n FROM generate_series(?, ?) AS n
            """;

    /** Those that are imported at the same time, of which a node has two at most. */
    private static final String PARTS_UNDER_WAY =
            """
            SELECT count(*) FROM userimport.import_part AS part
              JOIN userimport.import_job AS job ON job.id = part.job_id
             WHERE job.app_id = ? AND part.rows_done > 0 AND NOT part.finished
            """;

    private static final String DIFFERENT_PROFILES =
            """
            WITH a AS (SELECT user_id, attributes, event_totals, system
                         FROM userimport.user_profile WHERE app_id = ?),
                 b AS (SELECT user_id, attributes, event_totals, system
                         FROM userimport.user_profile WHERE app_id = ?)
            SELECT count(*) FROM ((TABLE a EXCEPT TABLE b) UNION ALL (TABLE b EXCEPT TABLE a))
            """;

    private static final String DIFFERENT_EVENTS =
            """
            WITH every AS (SELECT e.app_id, u.user_id, e.name, e.happened, e.value
                             FROM userimport.event e
                             JOIN userimport.user_profile u ON u.id = e.profile_id),
                 a AS (SELECT user_id, name, happened, value FROM every WHERE app_id = ?),
                 b AS (SELECT user_id, name, happened, value FROM every WHERE app_id = ?)
            SELECT count(*)
              FROM ((TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a))
            """;

    private static TestSystem system;
    private static FolderFlow undisturbedFlow;

    @BeforeAll
    static void importUndisturbed() {
        system = TestSystem.startCluster(2);
        undisturbedFlow = FolderFlow.start(system, FolderFlow.PARALLEL_TEMPLATE, "undisturbed");
        undisturbedFlow.set("parts", "1");
        final Job undisturbed = undisturbedFlow.drop(FILE, TEXT).await(TIMEOUT);
        assertThat(undisturbed.outcome()).startsWith(OUTCOME);
        undisturbedFlow.set("parts", String.valueOf(PARTS));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    /** The next test needs both, also where this one has failed. */
    @AfterEach
    void startWhatIsStillDown() {
        NODES.stream()
                .map(system::node)
                .filter(Predicate.not(LocalNifi::isRunning))
                .forEach(LocalNifi::start);
    }

    @Test
    void appliesEverythingOnceWhenTheNodeThatTookTheFileIsKilled() throws Exception {
        final int victim = primary();
        final FolderFlow flow = undisturbedFlow.forApp("taker killed");
        final Before before = before(flow);
        final Dropped file = killInTheMiddle(victim, flow);

        system.node(victim).start();

        assertAsIfUndisturbed(flow, file, before);
        assertBothAppliedParts(flow, victim, before);
    }

    @Test
    void letsTheNextFileWaitForThePartsOfTheOtherNodeThatIsKilled() throws Exception {
        final int victim = 3 - primary();
        final FolderFlow flow = undisturbedFlow.forApp("other killed");
        final Before before = before(flow);
        final Dropped file = killInTheMiddle(victim, flow);
        final Dropped next = flow.drop("next.csv", LAST_ROWS);
        Thread.sleep(LONG_ENOUGH);
        assertThat(next.job()).isEmpty();

        system.node(victim).start();

        assertAsIfUndisturbed(flow, file, before);
        assertThat(next.await(TIMEOUT).outcome())
                .as("imported behind the file that says the same in the end")
                .isEqualTo(
                        "FINISHED: 100 rows, 100 applied, 0 rejected;"
                                + " 0 created, 0 updated, 100 unchanged");
        assertBothAppliedParts(flow, victim, before);
    }

    /**
     * What was there before a test.
     *
     * @param parts that each node has applied
     * @param rejected files of rejected rows
     */
    private record Before(Map<Integer, Long> parts, int rejected) {}

    private static Before before(final FolderFlow flow) {
        return new Before(parts(flow), flow.saved(Result.REJECTED).size());
    }

    /**
     * By the number of the node. A node that came back applies its parts while it may still have to
     * join the other one, so this waits for both to be in the cluster's answer.
     */
    private static Map<Integer, Long> parts(final FolderFlow flow) {
        final Map<Integer, Map<String, Long>> counters =
                Await.value(
                        TIMEOUT,
                        () -> "both nodes in the cluster: " + system.client().cluster().nodes(),
                        () ->
                                Optional.of(system.client().counters().byNode(flow.putUserImport()))
                                        .filter(known -> known.keySet().containsAll(ports())));
        final Map<Integer, Long> parts = new TreeMap<>();
        for (final int number : NODES) {
            parts.put(
                    number,
                    counters.get(system.node(number).httpPort()).getOrDefault("Parts applied", 0L));
        }
        return parts;
    }

    private static List<Integer> ports() {
        return NODES.stream().map(number -> system.node(number).httpPort()).toList();
    }

    /** The number of the node that takes files out of the inbox. */
    private static int primary() {
        return Await.value(
                TIMEOUT,
                () -> "two nodes, one of them primary: " + system.client().cluster().nodes(),
                () -> {
                    final List<ClusterNode> known = system.client().cluster().nodes();
                    return NODES.stream()
                            .filter(number -> isPrimary(known, number))
                            .filter(number -> known.stream().allMatch(ClusterNode::isConnected))
                            .findFirst();
                });
    }

    private static boolean isPrimary(final List<ClusterNode> known, final int number) {
        return known.stream()
                .filter(ClusterNode::isPrimary)
                .anyMatch(node -> node.port() == system.node(number).httpPort());
    }

    /**
     * Drops the file, kills a node while both are in the middle of their parts, and waits until the
     * other has done its own.
     */
    private static Dropped killInTheMiddle(final int victim, final FolderFlow flow)
            throws SQLException {
        final Dropped file;
        try (Connection rival = system.postgres().connect()) {
            holdUsersOfTheMiddle(rival, flow.app());
            file = flow.drop(FILE, TEXT);
            Await.until(
                    TIMEOUT,
                    () -> "all parts in the middle, two of them on each node: " + file.job(),
                    () -> system.database().count(PARTS_UNDER_WAY, flow.app()) == PARTS);
            system.node(victim).kill();
            rival.rollback();
        }
        Await.until(
                TIMEOUT,
                () -> "the other node has applied its parts: " + file.job(),
                () -> {
                    final Job before = file.job().orElseThrow();
                    Thread.sleep(STANDSTILL);
                    return file.job().orElseThrow().rows() == before.rows();
                });
        assertThat(file.job())
                .hasValueSatisfying(
                        meanwhile -> {
                            assertThat(meanwhile.state()).isEqualTo("RUNNING");
                            assertThat(meanwhile.rows()).isLessThan(ROWS);
                        });
        return file;
    }

    /**
     * Another session is about to create some users of every part, who come in its middle: no part
     * comes past them before that session has ended, however fast it is.
     */
    private static void holdUsersOfTheMiddle(final Connection rival, final String app)
            throws SQLException {
        rival.setAutoCommit(false);
        try (PreparedStatement insert = rival.prepareStatement(HOLD)) {
            for (final int user : HELD_USERS) {
                insert.setString(1, app);
                insert.setInt(2, user);
                insert.setInt(3, user + 24);
                assertThat(insert.executeUpdate()).isEqualTo(25);
            }
        }
    }

    private static void assertBothAppliedParts(
            final FolderFlow flow, final int victim, final Before before) {
        final Map<Integer, Long> after = parts(flow);
        for (final int number : NODES) {
            // The counters of a process end with it.
            final long earlier = number == victim ? 0 : before.parts().get(number);
            assertThat(after.get(number) - earlier)
                    .as("parts that node %d has brought to their end", number)
                    .isPositive();
        }
    }

    private static void assertAsIfUndisturbed(
            final FolderFlow flow, final Dropped file, final Before before) throws IOException {
        final Job job = file.await(TIMEOUT);
        final Database database = system.database();
        assertThat(job.outcome()).startsWith(OUTCOME);
        assertThat(job.error()).isNull();
        assertThat(database.jobs(flow.app(), FILE)).hasSize(1);
        for (final String different : List.of(DIFFERENT_PROFILES, DIFFERENT_EVENTS)) {
            assertThat(database.count(different, flow.app(), undisturbedFlow.app())).isZero();
        }
        final List<Path> rejected = flow.saved(Result.REJECTED);
        assertThat(rejected).hasSize(before.rejected() + 1);
        assertThat(Files.readAllLines(rejected.getLast()))
                .hasSize(101)
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(rejected.getFirst()));
        int summaries = 0;
        for (final Path summary : flow.saved(Result.SUMMARIES)) {
            summaries += Files.readString(summary).contains(job.id()) ? 1 : 0;
        }
        assertThat(summaries).as("summaries of the job").isOne();
        assertThat(flow.saved(Result.DONE, FILE))
                .hasValueSatisfying(done -> assertThat(done).hasContent(TEXT));
        assertThat(flow.saved(Result.FAILED)).isEmpty();
    }

    /** What the file says last of some users, who are in all of its parts. */
    private static String lastRows() {
        final StringBuilder text = new StringBuilder("userId,userAttributes.row\n");
        for (int user = 0; user < 100; user++) {
            text.append("user-").append(user).append(',').append(2 * (USERS + user)).append('\n');
        }
        return text.toString();
    }

    /** Users come again and again, with a number to add up and an event each time. */
    private static String text() {
        final StringBuilder text =
                new StringBuilder(
                        "action,userId,userAttributes.row,userAttributeValuesToIncrement.visits,event,value,time\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row % 2 == 0 ? "setUserAttributes,user-" : "track,user-");
            text.append(row / 2 % USERS);
            if (row % 2 == 0) {
                text.append(',').append(row).append(",1,,,\n");
            } else {
                text.append(",,,Visit,").append(row % 1000 == 7 ? "much" : "0.5");
                text.append(',').append(1_700_000_000 + row).append('\n');
            }
        }
        return text.toString();
    }
}
