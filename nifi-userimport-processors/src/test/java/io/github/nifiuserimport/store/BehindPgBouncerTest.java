// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.services.PoolRunner;
import io.github.nifiuserimport.testing.PgBouncer;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pooler in front of the database, which has each transaction run in another session. */
@Timeout(120)
@Tag("slow")
class BehindPgBouncerTest {

    private final StoreFixture fixture = new StoreFixture();
    private PgBouncer bouncer;
    private TestDatabase database;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                PgBouncer.installed(),
                "There is no PgBouncer here: that imports work behind it is not tested. On Debian:"
                        + " apt-get install pgbouncer");
        bouncer = PgBouncer.start(fixture.database());
        database = bouncer.database(fixture.database());
    }

    @AfterEach
    void stop() {
        if (bouncer != null) {
            bouncer.close();
        }
    }

    @Test
    void ourPoolImportsAsWithoutIt() throws Exception {
        final StoreFixture direct = new StoreFixture();
        EveryKind.importInto(direct.store(direct.database()::connection), "users");
        try (PoolRunner pool = PoolRunner.of(database).enable()) {
            final PostgreSQLImportStore store = fixture.store(pool.pool::getConnection);
            store.migrate();
            final NotedInserts noted = NotedInserts.of(fixture);
            EveryKind.importInto(store, "users");
            assertThat(noted.copies()).as("batches that were copied").isPositive();
        }
        assertThat(fixture.profiles("users")).isEqualTo(direct.profiles("users"));
        assertThat(searchPaths())
                .as("what sessions have from us")
                .containsOnly("\"$user\", public");
        assertThat(fixture.query("SELECT DISTINCT schemaname FROM pg_stat_user_tables"))
                .as("where the tables are")
                .containsExactly("userimport");
    }

    /** Of all its sessions, each held while the others are asked. */
    private List<String> searchPaths() throws Exception {
        final List<String> paths = new ArrayList<>();
        final List<Connection> held = new ArrayList<>();
        for (int session = 0; session < PgBouncer.SESSIONS; session++) {
            final Connection connection = database.connection("prepareThreshold=0");
            held.add(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW search_path")) {
                row.next();
                paths.add(row.getString(1));
            }
        }
        for (final Connection connection : held) {
            connection.close();
        }
        return paths;
    }

    @Test
    void importsAtOnceShareItsSessions() throws Exception {
        final int atOnce = 2 * PgBouncer.SESSIONS;
        try (PoolRunner pool =
                        PoolRunner.of(database)
                                .set("Max Total Connections", Integer.toString(atOnce))
                                .enable();
                ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            final PostgreSQLImportStore store = fixture.store(pool.pool::getConnection);
            final List<Future<?>> imports = new ArrayList<>();
            for (int number = 0; number < atOnce; number++) {
                final String job = "job " + number;
                final StringBuilder file =
                        new StringBuilder("userId,userAttributeValuesToIncrement.visits\n");
                for (int user = 0; user < 200; user++) {
                    file.append(Text.format("%s-%d,1\n", job, user));
                }
                imports.add(
                        threads.submit(
                                () -> {
                                    EveryKind.run(
                                            store,
                                            new NewJob(job, "users", null, "f", file.length(), 1),
                                            0,
                                            file.toString(),
                                            Layouts.of(LayoutSettings.DEFAULTS),
                                            10,
                                            applied -> {});
                                    return null;
                                }));
            }
            for (final Future<?> each : imports) {
                each.get();
            }
        }
        assertThat(
                        fixture.query(
                                "SELECT sum((attributes -> 'visits')::int) FROM userimport.user_profile"))
                .containsExactly(Integer.toString(atOnce * 200));
    }

    @Test
    void ourPoolServesOthersBehindIt() throws Exception {
        try (PoolRunner pool = PoolRunner.of(database).enable();
                Connection one = pool.pool.getConnection();
                Connection other = pool.pool.getConnection()) {
            try (Statement statement = one.createStatement()) {
                statement.execute("CREATE TABLE numbers (n int)");
            }
            for (int round = 0; round < 10; round++) {
                for (final Connection connection : List.of(one, other)) {
                    try (PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO numbers VALUES (?)")) {
                        for (int n = 0; n < 100; n++) {
                            insert.setInt(1, n);
                            insert.addBatch();
                        }
                        insert.executeBatch();
                    }
                }
            }
        }
        assertThat(fixture.query("SELECT count(*) FROM numbers")).containsExactly("2000");
    }

    @Test
    void anotherPoolIsToldWhatToSet() throws Exception {
        final PostgreSQLImportStore preparing =
                fixture.store(() -> database.connection("prepareThreshold=1"));
        final StoreException failed =
                catchThrowableOfType(
                        StoreException.class, () -> EveryKind.importInto(preparing, "users"));
        assertThat(failed)
                .hasMessageContaining("A pooler such as PgBouncer")
                .hasMessageContaining("prepareThreshold to 0");
        assertThat(failed.retryable()).as("goes on once it is set").isTrue();

        EveryKind.importInto(
                fixture.store(() -> database.connection("prepareThreshold=0")), "again");
    }

    @Test
    void verificationTellsOfIt() {
        assertThat(PoolRunner.of(database).verification())
                .contains("on PostgreSQL 18, behind a pooler such as PgBouncer")
                .doesNotContain("FAILED");
        assertThat(PoolRunner.of(fixture.database()).verification()).doesNotContain("PgBouncer");
    }
}
