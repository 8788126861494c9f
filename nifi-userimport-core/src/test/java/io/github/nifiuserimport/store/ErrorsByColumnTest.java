// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rejected rows are counted by column as they come, and need not be counted to be shown. */
@Timeout(120)
@Tag("slow")
class ErrorsByColumnTest {

    private static final String LONG = "ü".repeat(1_000);

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void eachColumnOfARowCountsInAllBatchesOfAllParts() throws Exception {
        reject(new PartId("job", 0), 0, false, "age", "age\nborn", null, LONG + "1", LONG + "2");
        reject(new PartId("job", 0), 5, true, "age", "born\nage", null);
        reject(new PartId("job", 1), 0, true, "age", LONG + "2");
        reject(new PartId("other", 0), 0, true, "age");
        assertThat(store.findings("job", 5).errorsByColumn())
                .containsExactly(
                        new ColumnErrors("age", 5),
                        new ColumnErrors("born", 2),
                        new ColumnErrors(LONG + "2", 2),
                        new ColumnErrors(null, 2),
                        new ColumnErrors(LONG + "1", 1));
    }

    @Test
    void theFirstErrorsOfAllPartsAreInFileOrder() throws Exception {
        reject(new PartId("job", 0), 0, true, "a", "b", "c");
        reject(new PartId("job", 1), 0, true, "d", "e");
        assertThat(store.findings("job", 3).errors().kept())
                .extracting(RowNote::line, RowNote::column)
                .containsExactly(tuple(2L, "a"), tuple(2L, "d"), tuple(3L, "b"));
    }

    @Test
    void aBatchThatIsNotCommittedCountsNothing() throws Exception {
        reject(new PartId("job", 0), 0, false, "age");
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO userimport.import_row_error"
                            + " (job_id, part_index, row_number, line, column_name, error, cells)"
                            + " VALUES ('job', 0, 7, 9, 'age', 'is bad', 'x')");
            connection.rollback();
        }
        assertThat(store.findings("job", 5).errorsByColumn())
                .containsExactly(new ColumnErrors("age", 1));
    }

    @Test
    void nothingIsShownByColumnOnceTheRowsArePruned() throws Exception {
        reject(new PartId("job", 0), 0, true, "age", "age");
        store.fail("job", "ends it", "test");
        store.pruneRows(Instant.now().plusSeconds(60));
        final JobFindings pruned = store.findings("job", 5);
        assertThat(pruned.errorsByColumn()).isEmpty();
        assertThat(pruned.errors().count()).as("how many there were").isEqualTo(2);
        assertThat(counts()).containsExactly("0");
    }

    @Test
    void anOlderVersionsPruningIsSeenToo() throws Exception {
        reject(new PartId("job", 0), 0, true, "age");
        execute("DELETE FROM userimport.import_row_error");
        assertThat(store.findings("job", 5).errorsByColumn()).isEmpty();
    }

    @Test
    void jobsThatArePrunedTakeTheirCountsWithThem() throws Exception {
        reject(new PartId("job", 0), 0, true, "age");
        store.fail("job", "ends it", "test");
        store.pruneJobs(Instant.now().plusSeconds(60));
        assertThat(counts()).containsExactly("0");
    }

    @Test
    void rowsThatWereRejectedBeforeAnUpgradeAreCounted() throws Exception {
        fixture.migrateTo(8);
        execute(
                """
                INSERT INTO userimport.import_job (id, app_id, file_name, parts, state)
                VALUES ('job', 'shop', 'users.csv', 2, 'RUNNING')
                """,
                "INSERT INTO userimport.import_part (job_id, part_index, rows_done)"
                        + " VALUES ('job', 0, 3)",
                """
                INSERT INTO userimport.import_row_error
                    (job_id, part_index, row_number, line, column_name, error, cells)
                SELECT 'job', 0, n - 1, n + 1, column_name, 'is bad', 'x'
                FROM unnest(ARRAY['age', E'born\\nage', NULL]) WITH ORDINALITY
                    AS given (column_name, n)
                """);
        reject(new PartId("job", 0), 3, false, "born", "born");
        assertThat(store.findings("job", 5).errorsByColumn())
                .containsExactly(
                        new ColumnErrors("born", 3),
                        new ColumnErrors("age", 2),
                        new ColumnErrors(null, 1));
    }

    private List<String> counts() throws SQLException {
        return fixture.query("SELECT count(*) FROM userimport.import_column_error");
    }

    private void execute(final String... statements) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** One row for each, at fault in those columns. */
    private void reject(
            final PartId part, final int firstRow, final boolean last, final String... columns)
            throws StoreException {
        store.open(new NewJob(part.jobId(), "shop", null, "users.csv", -1, 2), part);
        final List<RejectedRow> rows = new ArrayList<>();
        for (final String column : columns) {
            final long row = (long) firstRow + rows.size();
            rows.add(new RejectedRow(row, row + 2, column, "is bad", "u,x", null));
        }
        store.preparation()
                .apply(
                        new Batch(
                                StoreFixture.delivery(part, "shop"),
                                firstRow,
                                columns.length,
                                List.of(),
                                rows,
                                List.of(),
                                last,
                                Instant.now(),
                                false,
                                StoreFixture.WORDING))
                .apply();
    }
}
