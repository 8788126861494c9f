// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.services.PoolRunner;
import io.github.nifiuserimport.testing.OlderPostgres;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the oldest PostgreSQL that we support to the newest: tables made from nothing, imports of
 * every kind, all that is read of them, and their removal come to the same.
 */
@Timeout(120)
@Tag("slow")
class PostgreSQLVersionsTest {

    private static final String APP = "users";
    private static final String DIRTY = APP + " dirty.csv";

    @Test
    void theNewest() throws Exception {
        assertThat(importsOn(TestPostgres.shared(), 18).profiles()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 15})
    void olderOnesComeToTheSame(final int version) throws Exception {
        final OlderPostgres older = new OlderPostgres(version);
        assumeTrue(
                older.installed(),
                Text.format(
                        "There is no PostgreSQL %d here: that imports work on it is not tested. Maven gets it on Linux on amd64 (not Alpine)",
                        version));
        try (TestPostgres server = TestPostgres.start(older)) {
            assertThat(importsOn(server, version)).isEqualTo(importsOn(TestPostgres.shared(), 18));
        }
    }

    /**
     * What imports came to.
     *
     * @param told what is read of the one with bad rows
     */
    private record Imported(
            Counts counts, List<String> profiles, List<String> warnings, List<String> told) {}

    private static Imported importsOn(final TestPostgres server, final int version)
            throws Exception {
        final StoreFixture fixture = new StoreFixture(server);
        try (PoolRunner pool = PoolRunner.of(fixture.database())) {
            assertThat(pool.verification())
                    .contains("on PostgreSQL " + version)
                    .doesNotContain("FAILED");
            pool.enable();
            final PostgreSQLImportStore store = fixture.store(pool.pool::getConnection);
            store.migrate();
            final NotedInserts noted = NotedInserts.of(fixture);
            final Counts counts = EveryKind.importInto(store, APP);
            assertThat(noted.copies()).as("batches that were copied").isPositive();
            final Imported imported =
                    new Imported(
                            counts,
                            fixture.profiles(APP),
                            fixture.warnings(APP),
                            toldOfDirty(store));
            failAndPrune(store, counts);
            return imported;
        }
    }

    private static List<String> toldOfDirty(final PostgreSQLImportStore store) throws Exception {
        final List<String> told = new ArrayList<>();
        told.add(store.status(DIRTY).orElseThrow().counts().toString());
        told.add(store.findings(DIRTY, 100).toString());
        store.rejectedRows(DIRTY, row -> told.add(row.toString()));
        store.rowResults(
                DIRTY,
                new RowResults() {
                    @Override
                    public void applied(final long rows) {
                        told.add(rows + " applied");
                    }

                    @Override
                    public void rejected(final RejectedRow row) {
                        told.add("rejected " + row);
                    }

                    @Override
                    public void warned(final WarnedRow row) {
                        told.add("warned " + row);
                    }
                });
        return told;
    }

    private static void failAndPrune(final PostgreSQLImportStore store, final Counts counts)
            throws Exception {
        store.register(new NewJob("lost", APP, null, "lost.csv", -1, 1), "delivery");
        assertThat(store.fail("lost", "It is lost", "delivery").state()).isEqualTo(JobState.FAILED);
        final int jobs = store.latest(APP, 100).size();
        final Instant later = Instant.now().plusSeconds(60);
        assertThat(store.pruneRows(later).rowErrors())
                .isEqualTo(counts.get(Count.REJECTED))
                .isPositive();
        assertThat(store.pruneJobs(later).jobs()).isEqualTo(jobs);
        assertThat(store.latest(APP, 100)).isEmpty();
    }
}
