// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody drops what the store has made, while the store is in use. */
@Timeout(120)
@Tag("slow")
class DroppedTablesTest {

    private static final NewJob JOB = new NewJob("job", "shop", null, "users.csv", -1, 1);
    private static final PartId PART = new PartId("job", 0);

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void theSchemaIsMadeAgainForWhateverComesNext() throws Exception {
        store.migrate();
        dropSchema();
        assertThat(store.status("job")).isEmpty();
        dropSchema();
        assertThat(store.latest("shop", 5)).isEmpty();
        dropSchema();
        assertThat(store.register(JOB, "delivery").byThisDelivery()).isTrue();
        dropSchema();
        assertThatThrownBy(
                        () ->
                                store.registerUndo(
                                        new NewUndo("undo", "shop", "job"), "delivery", () -> {}))
                .isInstanceOf(UndoRefused.class)
                .hasMessage("No import job is known");
        dropSchema();
        store.pruneJobs(Instant.now());
        dropSchema();
        EveryKind.importInto(store, "shop");
    }

    @Test
    void anImportThatRunsBeginsAnew() throws Exception {
        store.open(JOB, PART);
        batch(0, false).apply();
        dropSchema();
        final StoreException cutOff =
                catchThrowableOfType(StoreException.class, () -> batch(1, true).apply());
        assertThat(cutOff.retryable()).as("goes on with the next try").isTrue();

        assertThat(store.open(JOB, PART).progress().rowsDone()).isZero();
        batch(0, false).apply();
        batch(1, true).apply();
        assertThat(store.status("job").orElseThrow().state()).isEqualTo(JobState.FINISHED);
        assertThat(fixture.profiles("shop")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_profile",
                "device",
                "event",
                "import_job",
                "import_part",
                "import_row_error",
                "import_row_warning",
                "import_column_error",
                "suppressed_address",
                "history_change",
                "user_profile_before"
            })
    void aTableAloneIsAskedFor(final String table) throws Exception {
        store.migrate();
        execute("DROP TABLE userimport." + table + " CASCADE");
        final StoreException failed =
                catchThrowableOfType(
                        StoreException.class, () -> EveryKind.importInto(store, "shop"));
        assertThat(failed)
                .hasMessageContaining("Schema userimport lacks the table " + table)
                .hasMessageContaining("Restore it from a backup");
        assertThat(failed.retryable()).as("goes on once it is there").isTrue();

        dropSchema();
        EveryKind.importInto(store, "made again");
    }

    @Test
    void theirHistoryIsAskedFor() throws Exception {
        store.migrate();
        execute("DROP TABLE userimport.schema_history");
        assertThat(store.status("job")).as("while the store is open").isEmpty();
        final StoreException failed =
                catchThrowableOfType(
                        StoreException.class,
                        () -> fixture.store(fixture.database()::connection).migrate());
        assertThat(failed)
                .hasMessageContaining("but no table schema_history")
                .hasMessageContaining("set another Schema");
    }

    private PreparedBatch batch(final int row, final boolean last) {
        final ImportRow only =
                new ImportRow(
                        row, row + 2, RowCommand.of(new UserKey.ById("u" + row), UserChange.NONE));
        return store.preparation()
                .apply(
                        new Batch(
                                StoreFixture.delivery(PART, "shop", "delivery"),
                                row,
                                1,
                                List.of(only),
                                List.of(),
                                List.of(),
                                last,
                                Instant.now(),
                                false,
                                StoreFixture.WORDING));
    }

    private void dropSchema() throws SQLException {
        execute("DROP SCHEMA userimport CASCADE");
    }

    private void execute(final String sql) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
