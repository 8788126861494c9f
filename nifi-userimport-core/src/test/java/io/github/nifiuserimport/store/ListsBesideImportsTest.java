// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever has an address of a list is unsubscribed in the end, whether the users or the list came
 * first, or both at once.
 */
@Timeout(120)
@Tag("slow")
class ListsBesideImportsTest {

    private static final int USERS = 600;
    private static final int BATCH = 50;
    private static final String APP = "app";

    /** Ways in which rows with addresses are written. */
    enum Users {
        /** By one statement a batch. */
        BY_ID(
                "userId,userAttributes.email\n",
                user -> Text.format("user-%d,%s\n", user, address(user)),
                Layouts.of(LayoutSettings.DEFAULTS)),
        /** Row by row. */
        INCREMENTED(
                "userId,userAttributes.email,userAttributeValuesToIncrement.n\n",
                user -> Text.format("user-%d,%s,1\n", user, address(user)),
                Layouts.of(LayoutSettings.DEFAULTS)),
        /** Row by row, and found by what the list names too. */
        BY_EMAIL(
                "$email,n\n",
                user -> Text.format("%s,1\n", address(user)),
                StoreFixture.layout(ImportKey.EMAIL, List.of()));

        private final String header;
        private final IntFunction<String> row;
        private final Layout layout;

        Users(final String header, final IntFunction<String> row, final Layout layout) {
            this.header = header;
            this.row = row;
            this.layout = layout;
        }

        String file(final int users) {
            final StringBuilder file = new StringBuilder(header);
            for (int user = 0; user < users; user++) {
                file.append(row.apply(user));
            }
            return file.toString();
        }
    }

    private final StoreFixture fixture = new StoreFixture();
    private final ConcurrentImports imports = new ConcurrentImports(fixture, BATCH);
    private final PostgreSQLImportStore store = imports.store();

    @AfterEach
    void close() {
        imports.close();
    }

    @ParameterizedTest
    @EnumSource
    void bothAtOnce(final Users users) throws Exception {
        importUsers("a third before", users, USERS / 3);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            final List<Future<Void>> both =
                    List.of(
                            threads.submit(() -> importUsers("users", users, USERS)),
                            threads.submit(() -> importList("list")),
                            threads.submit(() -> importList("the same list")));
            for (final Future<Void> each : both) {
                each.get();
            }
        }
        assertAllUnsubscribed();
    }

    /** The import is in the midst of a batch when the list comes. */
    @ParameterizedTest
    @EnumSource
    void theListWaitsForRowsBeforeIt(final Users users) throws Exception {
        importUsers("before", users, USERS);
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection rival = fixture.database().connection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute(
                    Text.format(
                            "SELECT FROM userimport.user_profile WHERE email = '%s' FOR UPDATE",
                            address(BATCH / 2)));
            final Future<Void> rows = threads.submit(() -> importUsers("users", users, USERS));
            awaitAtLeastWaiting(1);
            final Future<Void> list = threads.submit(() -> importList("list"));
            awaitAtLeastWaiting(2);
            rival.rollback();
            rows.get();
            list.get();
        }
        assertAllUnsubscribed();
        assertThat(store.status("list").orElseThrow().counts())
                .extracting(
                        counts -> counts.get(Count.UPDATED), counts -> counts.get(Count.WARNINGS))
                .containsExactly((long) USERS, 0L);
    }

    /** The list is in the midst of a batch when the first of its users come. */
    @ParameterizedTest
    @EnumSource
    void rowsWaitForTheListBeforeThem(final Users users) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection rival = fixture.database().connection();
                Statement statement = rival.createStatement()) {
            importUsers("a few before", users, 2);
            rival.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO userimport.suppressed_address (app_id, email, channels, categories)"
                            + Text.format(
                                    " VALUES ('%s', '%s', '{}', '{}')", APP, address(USERS - 1)));
            final Future<Void> list = threads.submit(() -> importList("list"));
            awaitAtLeastWaiting(1);
            final Future<Void> rows = threads.submit(() -> importUsers("users", users, USERS));
            awaitAtLeastWaiting(2);
            rival.rollback();
            list.get();
            rows.get();
        }
        assertAllUnsubscribed();
    }

    private void assertAllUnsubscribed() throws SQLException {
        assertThat(
                        fixture.query(
                                "SELECT count(*) || ' ' || count(*) FILTER ("
                                        + "WHERE unsubscribed_channels = '{Email}')"
                                        + " FROM userimport.user_profile"))
                .containsExactly(USERS + " " + USERS);
        assertThat(
                        fixture.query(
                                "SELECT count(*) FROM userimport.suppressed_address"
                                        + " WHERE channels = '{Email}'"))
                .containsExactly(Integer.toString(USERS));
        assertThat(fixture.query("SELECT DISTINCT state FROM userimport.import_job"))
                .containsExactly("FINISHED");
    }

    private void awaitAtLeastWaiting(final int sessions) throws Exception {
        while (!fixture.query(
                        "SELECT count(*) >= "
                                + sessions
                                + " FROM pg_stat_activity"
                                + " WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                .equals(List.of("t"))) {
            Thread.sleep(5);
        }
    }

    private static String address(final int user) {
        return Text.format("at-%03d@example.com", user);
    }

    private Void importUsers(final String job, final Users users, final int number)
            throws Exception {
        return run(job, users.file(number), users.layout);
    }

    /** From the last to the first, so that rows and list meet in the middle. */
    private Void importList(final String job) throws Exception {
        final StringBuilder file = new StringBuilder("email,unsubscribeChannelsToAdd\n");
        for (int user = USERS - 1; user >= 0; user--) {
            // In another letter case than some of the users have.
            final String address = address(user);
            file.append(user % 3 == 0 ? address.toUpperCase(Locale.ROOT) : address)
                    .append(",Email\n");
        }
        return run(job, file.toString(), Layouts.of(LayoutSettings.DEFAULTS));
    }

    private Void run(final String job, final String file, final Layout layout) throws Exception {
        return imports.run(APP, job, file, layout, 3);
    }
}
