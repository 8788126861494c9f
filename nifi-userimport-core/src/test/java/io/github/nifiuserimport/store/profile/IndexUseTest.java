// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.profile.UserKey.ByDevice;
import io.github.nifiuserimport.profile.UserKey.ByEmail;
import io.github.nifiuserimport.profile.UserKey.ById;
import io.github.nifiuserimport.profile.UserKey.EveryoneWithEmail;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.StoreFixture;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing that the store does reads a table through: PostgreSQL counts the rows that it has read so
 * in {@code pg_stat_user_tables}, whatever plan it had. Each is done more often than PostgreSQL
 * plans a statement for its parameters, so the plan for any parameters is tried too.
 */
class IndexUseTest {

    private static final String APP = "shop";
    private static final int JOBS = 50_000;
    private static final int TIMES = 8;
    private static final int MOST = 50;

    private static final List<String> SET_UP =
            List.of(
                    """
                    INSERT INTO userimport.user_profile (app_id, user_id, email, attributes)
                    SELECT 'shop', 'u' || n, 'u' || n || '@example.com', '{"age": 1}'
                    FROM generate_series(1, 50000) AS n
                    """,
                    """
                    UPDATE userimport.user_profile SET email = upper(email) WHERE id % 50 = 0
                    """,
                    """
                    INSERT INTO userimport.suppressed_address (app_id, email, channels)
                    SELECT CASE WHEN user_id LIKE 'u10_' THEN app_id ELSE user_id END,
                           'kept-' || lower(email), '{Email}'
                    FROM userimport.user_profile
                    """,
                    """
                    INSERT INTO userimport.device (app_id, device_id, profile_id)
                    SELECT app_id, 'd-' || user_id, id FROM userimport.user_profile
                    """,
                    """
                    INSERT INTO userimport.event (app_id, profile_id, name, happened)
                    SELECT app_id, id, 'visit', now() FROM userimport.user_profile
                    """,
                    """
                    INSERT INTO userimport.import_job
                        (id, app_id, file_name, parts, state, created, finished)
                    SELECT 'job' || n, 'shop', 'users.csv', 1, 'FINISHED',
                           now() - n * interval '1 hour', now() - n * interval '1 hour'
                    FROM generate_series(1, 50000) AS n
                    """,
                    """
                    INSERT INTO userimport.import_part (job_id, part_index, rows_done, finished)
                    SELECT id, 0, 10, true FROM userimport.import_job
                    """,
                    """
                    INSERT INTO userimport.import_row_error
                        (job_id, part_index, row_number, line, column_name, error, cells)
                    SELECT id, 0, n, n + 2, 'age', 'is no number', 'u1,x'
                    FROM userimport.import_job, generate_series(0, 1) AS n
                    """,
                    """
                    INSERT INTO userimport.import_row_warning
                        (job_id, part_index, row_number, line, column_name, warning)
                    SELECT id, 0, n, n + 2, 'age', 'is ignored'
                    FROM userimport.import_job, generate_series(2, 3) AS n
                    """,
                    "UPDATE userimport.user_profile SET tags = '{old}'",
                    "UPDATE userimport.device SET attributes = '{\"token\": \"old\"}'",
                    """
                    INSERT INTO userimport.history_change (made)
                    SELECT now() - n * interval '53 seconds' FROM generate_series(1, 50000) AS n
                    """,
                    "ANALYZE");

    private static HikariDataSource session;
    private static PostgreSQLImportStore store;

    @BeforeAll
    static void fill() throws Exception {
        final StoreFixture fixture = new StoreFixture();
        final HikariConfig config = new HikariConfig();
        config.setDataSource(fixture.database().dataSource());
        // Making the schema takes two; after that all is in one session, where plans are kept.
        config.setMaximumPoolSize(2);
        session = new HikariDataSource(config);
        store = fixture.store(session::getConnection);
        store.migrate();
        session.getHikariPoolMXBean().softEvictConnections();
        try (Connection connection = session.getConnection();
                Statement statement = connection.createStatement()) {
            for (final String sql : SET_UP) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** What the store is asked for. */
    enum Work {
        SET_VALUES {
            @Override
            public void run(final int time) throws StoreException {
                apply(row(new ById(user(time)), set(time)));
            }
        },
        ADD_TO_VALUES {
            @Override
            public void run(final int time) throws StoreException {
                final UserChange added =
                        UserChange.builder()
                                .attributes(Map.of("age", new Increment(BigDecimal.ONE, true)))
                                .build();
                apply(row(new ById(user(time)), added));
            }
        },
        FIND_BY_EMAIL {
            @Override
            public void run(final int time) throws StoreException {
                apply(row(new ByEmail(user(time) + "@example.com"), set(time)));
            }
        },
        LIST_ADDRESSES {
            @Override
            public void run(final int time) throws StoreException {
                apply(
                        row(
                                new EveryoneWithEmail(user(time) + "@example.com"),
                                UserChange.builder()
                                        .unsubscribedChannels(Elements.adding(List.of("Email")))
                                        .build()));
            }
        },
        GIVE_LISTED_ADDRESSES {
            @Override
            public void run(final int time) throws StoreException {
                apply(
                        row(
                                new ById(user(time)),
                                UserChange.builder()
                                        .email(new Assign("KEPT-" + user(time) + "@example.com"))
                                        .build()));
            }
        },
        FIND_BY_DEVICE {
            @Override
            public void run(final int time) throws StoreException {
                apply(row(new ByDevice("d-" + user(time)), set(time)));
            }
        },
        CHANGE_DEVICES {
            @Override
            public void run(final int time) throws StoreException {
                final DeviceChange device =
                        new DeviceChange("d-" + user(time), Map.of("token", new Assign("t")));
                apply(row(new ById(user(time)), UserChange.NONE, device, null));
            }
        },
        MERGE_USERS {
            @Override
            public void run(final int time) throws StoreException {
                apply(
                        row(
                                new ById("u" + (1_000 + time)),
                                UserChange.NONE,
                                null,
                                new NewUserId.Renamed("u" + (2_000 + time))));
            }
        },
        TELL_THE_STATE {
            @Override
            public void run(final int time) throws StoreException {
                store.status(job(time));
            }
        },
        TELL_THE_LATEST {
            @Override
            public void run(final int time) throws StoreException {
                store.latest(APP, MOST);
            }
        },
        TELL_WHAT_WAS_WRONG {
            @Override
            public void run(final int time) throws StoreException {
                store.findings(job(time), MOST);
            }
        },
        GIVE_REJECTED_ROWS {
            @Override
            public void run(final int time) throws StoreException {
                store.rejectedRows(job(time), row -> {});
            }
        },
        GIVE_ALL_ROWS {
            @Override
            public void run(final int time) throws StoreException {
                store.rowResults(job(time), new Ignored());
            }
        },
        END {
            @Override
            public void run(final int time) throws StoreException {
                store.fail(job(time), "for a reason", "delivery");
            }
        },
        TELL_WHAT_WAS_CHANGED {
            @Override
            public void run(final int time) throws StoreException {
                store.history(APP, user(time), Optional.empty(), MOST);
                store.history(APP, user(time), Optional.of(Instant.now()), MOST);
                store.history(APP, user(time) + "@example.com", Optional.empty(), MOST);
                store.history(APP, "nobody", Optional.empty(), MOST);
            }
        },
        PRUNE_HISTORY {
            @Override
            public void run(final int time) throws StoreException {
                store.pruneHistory();
            }
        },
        PRUNE_ROWS {
            @Override
            public void run(final int time) throws StoreException {
                store.pruneRows(hoursAgo(JOBS - time - 1));
            }
        },
        PRUNE_JOBS {
            @Override
            public void run(final int time) throws StoreException {
                store.pruneJobs(hoursAgo(JOBS - time - 1));
            }
        };

        abstract void run(int time) throws StoreException;

        private static String user(final int time) {
            return "u" + (100 + time);
        }

        private static String job(final int time) {
            return "job" + (100 + time);
        }

        private static Instant hoursAgo(final int hours) {
            return Instant.now().minus(Duration.ofHours(hours));
        }

        private static UserChange set(final int value) {
            return UserChange.builder().attributes(Map.of("age", new Assign((long) value))).build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsItsRowsByAnIndex(final Work work) throws Exception {
        final Map<String, Long> before = readThrough();
        for (int time = 0; time < TIMES; time++) {
            work.run(time);
        }
        assertThat(readThrough()).isEqualTo(before);
    }

    private static void apply(final RowCommand row) throws StoreException {
        StoreFixture.apply(store, APP, List.of(row));
    }

    private static RowCommand row(final UserKey key, final UserChange change) {
        return row(key, change, null, null);
    }

    private static RowCommand row(
            final UserKey key,
            final UserChange change,
            final DeviceChange device,
            final NewUserId newUserId) {
        return new RowCommand(
                key,
                CreateDisposition.CREATE_IF_NEEDED,
                change,
                device == null ? List.of() : List.of(device),
                null,
                newUserId,
                List.of());
    }

    /** Rows read without an index so far, by table. */
    private static Map<String, Long> readThrough() throws SQLException {
        final Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = session.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (ResultSet table =
                    statement.executeQuery(
                            "SELECT relname, seq_tup_read FROM pg_stat_user_tables"
                                    + " WHERE schemaname = 'userimport'"
                                    // It has one row.
                                    + " AND relname <> 'history_start'")) {
                while (table.next()) {
                    rows.put(table.getString(1), table.getLong(2));
                }
            }
        }
        return rows;
    }

    private static final class Ignored implements RowResults {

        @Override
        public void applied(final long rows) {
            // Nothing is made of it.
        }

        @Override
        public void rejected(final RejectedRow row) {
            // Nothing is made of it.
        }

        @Override
        public void warned(final WarnedRow row) {
            // Nothing is made of it.
        }
    }
}
