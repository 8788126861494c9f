// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a role or a database sets for its sessions, an import comes to the same. */
@Timeout(600)
@Tag("slow")
class SessionDefaultsTest {

    /** How often imports run at once; {@code -Duserimport.rounds=50} for a thorough run. */
    private static final int ROUNDS = Integer.getInteger("userimport.rounds", 2);

    private static final int AT_ONCE = 8;
    private static final int USERS = 400;

    private static final Layout BY_ID = Layouts.of(LayoutSettings.DEFAULTS);
    private static final Layout BY_EMAIL = StoreFixture.layout(ImportKey.EMAIL, List.of());

    private final StoreFixture fixture = new StoreFixture();
    private final HikariDataSource pool = new HikariDataSource();
    private final PostgreSQLImportStore store = fixture.store(pool::getConnection);

    @AfterEach
    void close() {
        pool.close();
    }

    private void openWith(final String... settings) {
        for (final String setting : settings) {
            TestPostgres.shared()
                    .execute(
                            Text.format(
                                    "ALTER DATABASE %s SET %s",
                                    fixture.database().name(), setting));
        }
        pool.setDataSource(fixture.database().dataSource());
        pool.setMaximumPoolSize(2 * AT_ONCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"read uncommitted", "read committed", "repeatable read", "serializable"})
    void importsAtOnceMakeEachUserOnce(final String isolation) throws Exception {
        openWith("default_transaction_isolation = '" + isolation + "'");
        for (int round = 0; round < ROUNDS; round++) {
            final String app = "round " + round;
            importAtOnce(app + " by e-mail", "$email,name", "user-%d@example.com,%s", BY_EMAIL);
            importAtOnce(app + " by id", "userId,userAttributes.name", "user-%d,%s", BY_ID);
            importAtOnce(
                    app + " counted",
                    "userId,userAttributes.name,userAttributeValuesToIncrement.visits",
                    "user-%d,%s,1",
                    BY_ID);
            assertThat(
                            fixture.query(
                                    Text.format(
                                            """
                                    SELECT concat_ws(' ', app_id, count(*),
                                                     sum((attributes ->> 'visits')::int))
                                    FROM userimport.user_profile WHERE app_id LIKE '%s%%'
                                    GROUP BY app_id ORDER BY app_id
                                    """,
                                            app)))
                    .containsExactly(
                            app + " by e-mail " + USERS,
                            app + " by id " + USERS,
                            app + " counted " + USERS + " " + AT_ONCE * USERS);
        }
    }

    /** Each file has the same users, in an order of its own. */
    private void importAtOnce(
            final String app, final String header, final String row, final Layout layout)
            throws Exception {
        final CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            final List<Future<?>> imports = new ArrayList<>();
            for (int number = 0; number < AT_ONCE; number++) {
                final String job = app + " job " + number;
                final List<Integer> users =
                        new ArrayList<>(IntStream.range(0, USERS).boxed().toList());
                Collections.shuffle(users, new Random(number));
                final StringBuilder file = new StringBuilder(header).append('\n');
                users.forEach(user -> file.append(Text.format(row, user, job)).append('\n'));
                imports.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    importFile(app, job, file.toString(), layout);
                                    return null;
                                }));
            }
            for (final Future<?> each : imports) {
                each.get();
            }
        }
    }

    /** As NiFi would deliver it, again and again while that is worth a try. */
    private void importFile(
            final String app, final String job, final String file, final Layout layout)
            throws StoreException, IOException {
        while (true) {
            try {
                EveryKind.run(
                        store,
                        new NewJob(job, app, null, "users.csv", file.length(), 1),
                        0,
                        file,
                        layout,
                        50,
                        applied -> {});
                return;
            } catch (final StoreException raced) {
                if (!raced.retryable()) {
                    throw raced;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    array_nulls                       | off
                    standard_conforming_strings       | off
                    search_path                       | "$user"
                    search_path                       | pg_catalog
                    DateStyle                         | SQL, DMY
                    IntervalStyle                     | sql_standard
                    TimeZone                          | Asia/Kathmandu
                    bytea_output                      | escape
                    row_security                      | off
                    extra_float_digits                | -15
                    transform_null_equals             | on
                    default_transaction_deferrable    | on
                    client_encoding                   | LATIN1
                    """)
    void noneChangesWhatIsStored(final String setting, final String value) throws Exception {
        openWith(Text.format("%s = '%s'", setting, value));
        // By the driver's own means, and as text, as older drivers and some poolers have it.
        assertThat(imported("binary", fixture, "extended")).isEqualTo(Plain.PROFILES);
        assertThat(imported("text", fixture, "simple")).isEqualTo(Plain.PROFILES);
    }

    /** What comes of it where nothing is set. */
    private static final class Plain {
        private static final List<String> PROFILES;

        static {
            try {
                PROFILES = imported("plain", new StoreFixture(), "extended");
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<String> imported(
            final String app, final StoreFixture fixture, final String queryMode) throws Exception {
        final PostgreSQLImportStore store =
                fixture.store(() -> fixture.database().connection("preferQueryMode=" + queryMode));
        EveryKind.importInto(store, app);
        return fixture.profiles(app);
    }
}
