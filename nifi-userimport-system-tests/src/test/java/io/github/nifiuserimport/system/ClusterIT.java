// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that is imported in parts by two nodes, one of which is killed in the middle, ends as the
 * same file does as one part that nothing disturbs: one job, every row applied once, every rejected
 * row told once.
 */
class ClusterIT {

    private static final int ROWS = 100_000;
    private static final int USERS = 40_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FILE = "users.csv";
    private static final String TEXT = text();

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
    private static Job undisturbed;

    @BeforeAll
    static void importUndisturbed() {
        system = TestSystem.startCluster(2);
        undisturbedFlow = FolderFlow.start(system, FolderFlow.PARALLEL_TEMPLATE, "undisturbed");
        undisturbedFlow.set("parts", "1");
        undisturbed = undisturbedFlow.drop(FILE, TEXT).await(PATIENCE);
        assertThat(undisturbed.outcome())
                .startsWith("FINISHED: 100000 rows, 99900 applied, 100 rejected; 40000 created");
        undisturbedFlow.set("parts", "4");
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    /** The first node has ZooKeeper, and so takes the whole cluster with it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 1})
    void appliesEverythingOnceAlthoughANodeIsKilledInTheMiddle(final int victim)
            throws IOException {
        final FolderFlow flow = undisturbedFlow.forApp("node " + victim + " killed");
        final Map<Integer, Map<String, Long>> before = counters(flow);
        final int rejected = flow.saved(Result.REJECTED).size();
        final Dropped file = flow.drop(FILE, TEXT);
        Await.until(
                PATIENCE,
                () -> "a third of the import: " + file.job(),
                () -> file.job().filter(job -> job.rows() >= ROWS / 3).isPresent());

        system.node(victim).kill();
        final String job = file.job().orElseThrow().id();
        Await.until(
                PATIENCE,
                () -> "the other node has applied its parts: " + finishedParts(job),
                () -> finishedParts(job) == 2);
        assertThat(file.job())
                .hasValueSatisfying(
                        meanwhile -> {
                            assertThat(meanwhile.state()).isEqualTo("RUNNING");
                            assertThat(meanwhile.rows()).isLessThan(ROWS);
                        });
        system.node(victim).start();

        assertAsIfUndisturbed(flow, file, rejected);
        final Map<Integer, Map<String, Long>> after = counters(flow);
        for (final int number : List.of(1, 2)) {
            final LocalNifi node = system.node(number);
            assertThat(
                            parts(after, node)
                                    // Counters begin anew with the process.
                                    - (number == victim ? 0 : parts(before, node)))
                    .as("parts that node %d has brought to their end", number)
                    .isEqualTo(2);
        }
    }

    private static long finishedParts(final String job) {
        return system.database()
                .count(
                        "SELECT count(*) FROM userimport.import_part WHERE job_id = ? AND finished",
                        job);
    }

    private static Map<Integer, Map<String, Long>> counters(final FolderFlow flow) {
        return system.client().counters().byNode(flow.putUserImport());
    }

    private static long parts(
            final Map<Integer, Map<String, Long>> counters, final LocalNifi node) {
        return counters.get(node.httpPort()).getOrDefault("Parts applied", 0L);
    }

    private static void assertAsIfUndisturbed(
            final FolderFlow flow, final Dropped file, final int rejectedBefore)
            throws IOException {
        final Job job = file.await(PATIENCE);
        final Database database = system.database();
        assertThat(job.outcome()).isEqualTo(undisturbed.outcome());
        assertThat(job.error()).isNull();
        assertThat(database.jobs(flow.app())).hasSize(1);
        for (final String different : List.of(DIFFERENT_PROFILES, DIFFERENT_EVENTS)) {
            assertThat(database.count(different, flow.app(), undisturbedFlow.app())).isZero();
        }
        final List<Path> rejected = flow.saved(Result.REJECTED);
        assertThat(rejected).hasSize(rejectedBefore + 1);
        assertThat(Files.readAllLines(rejected.getLast()))
                .hasSize(101)
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(rejected.getFirst()));
        int summaries = 0;
        for (final Path summary : flow.saved(Result.SUMMARIES)) {
            summaries += Files.readString(summary).contains(job.id()) ? 1 : 0;
        }
        assertThat(summaries).as("summaries of the job").isOne();
        assertThat(flow.saved(Result.FAILED)).isEmpty();
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
