// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users were before each change, and which import made it, whatever way the change came. */
@Timeout(120)
class UserHistoryTest {

    private static final String APP = "shop";
    private static final Layout BY_ID = Layouts.of(LayoutSettings.DEFAULTS);
    private static final Layout BY_EMAIL = StoreFixture.layout(ImportKey.EMAIL, List.of());

    /** Of users whom it pays to copy. */
    private static final int MANY = 250;

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void newUsersAreTheirJobsAndNeedNoMore() throws Exception {
        store.migrate();
        final NotedInserts noted = NotedInserts.of(fixture);
        importFile("first", many(1));

        assertThat(noted.copies()).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM userimport.user_profile_before"))
                .containsExactly("0");
        assertThat(
                        query(
                                "SELECT DISTINCT job.id FROM userimport.user_profile"
                                        + " JOIN userimport.import_job AS job"
                                        + " ON number = created_by_job"))
                .containsExactly("first");
        assertThat(history("u7"))
                .containsExactly("first: userId null -> \"u7\"", "first: attributes.n null -> 1");
    }

    @Test
    void usersOfOneStatementHaveWhatTheyWere() throws Exception {
        importFile("first", many(1));
        importFile("second", many(2));
        importFile("third", "userId,userAttributes.n,country\nu7,2,DE\nu8,2,\n");

        assertThat(history("u7"))
                .containsExactly(
                        "third: country null -> \"DE\"",
                        "second: attributes.n 1 -> 2",
                        "first: userId null -> \"u7\"",
                        "first: attributes.n null -> 1");
        assertThat(history("u8"))
                .as("is not written where nothing changes")
                .containsExactly(
                        "second: attributes.n 1 -> 2",
                        "first: userId null -> \"u8\"",
                        "first: attributes.n null -> 1");
    }

    @Test
    void usersOfOneRowAfterTheOtherHaveWhatTheyWere() throws Exception {
        importFile("first", "userId,userAttributes.visits\nu1,10\nu2,\n");
        importFile(
                "second",
                """
                userId,userAttributeValuesToIncrement.visits,userAttributeValuesToAdd.likes,events.Purchase.countIncrement,unsubscribeChannelsToAdd
                u1,3,tea,1,Email
                u1,4,,,
                u2,,coffee,,
                """);

        assertThat(history("u1"))
                .containsExactly(
                        "second: attributes.visits 10 -> 17",
                        "second: attributes.likes null -> [\"tea\"]",
                        "second: events.Purchase.count null -> 1",
                        "second: unsubscribedChannels null -> [\"Email\"]",
                        "first: userId null -> \"u1\"",
                        "first: attributes.visits null -> 10");
        assertThat(
                        query(
                                "SELECT operations::text FROM userimport.history_change"
                                        + " WHERE operations IS NOT NULL"))
                .containsExactly(
                        "{\"events\": {\"Purchase\": {\"count\": \"increment\"}}, \"attributes\":"
                                + " {\"likes\": \"elements\", \"visits\": \"increment\"},"
                                + " \"unsubscribedChannels\": \"elements\"}");
    }

    @Test
    void devicesAndEventsAreTheirUsers() throws Exception {
        importFile("first", "deviceId,userId,appVersion\nd1,u1,1\n");
        importFile("second", "deviceId,userId,appVersion\nd1,u1,2\n");
        importFile(
                "third", "userId,event,value,time,disposition\nu1,Visit,1.5,1735689600,passive\n");

        assertThat(history("u1"))
                .containsExactly(
                        "third: event null -> {\"event\":\"Visit\","
                                + "\"time\":\"2025-01-01T00:00:00Z\",\"value\":1.5}",
                        "second: devices.d1 {\"appVersion\":\"1\"} -> {\"appVersion\":\"2\"}",
                        "first: devices.d1 null -> {\"appVersion\":\"1\"}",
                        "first: userId null -> \"u1\"");
        assertThat(
                        query(
                                "SELECT job.id FROM userimport.event JOIN userimport.import_job AS job"
                                        + " ON number = created_by_job"))
                .containsExactly("third");
    }

    @Test
    void whoBecomesAnotherIsKept() throws Exception {
        importFile("first", "deviceId,systemName\nd-1,iOS\n");
        importFile("second", "deviceId,event,time,disposition\nd-1,Visit,1735689600,passive\n");
        importFile("third", "userId,userAttributes.a\nu1,1\n");
        importFile("fourth", "deviceId,newUserId,userAttributes.b\nd-1,u1,2\n");

        assertThat(fixture.profiles(APP)).as("one user").hasSize(1);
        assertThat(history("u1"))
                .contains(
                        "fourth: merged null -> \"d-1\"",
                        "fourth: attributes.b null -> 2",
                        "fourth: devices.d-1 null -> {\"systemName\":\"iOS\"}");
        assertThat(history("u1"))
                .as("the first import knew nothing of u1")
                .noneMatch(change -> change.startsWith("first: devices"));
        assertThat(history("d-1"))
                .contains(
                        "fourth: userId \"d-1\" -> null",
                        "fourth: mergedInto null -> \"u1\"",
                        "fourth: devices.d-1 {\"systemName\":\"iOS\"} -> null",
                        "fourth: event {\"event\":\"Visit\",\"time\":\"2025-01-01T00:00:00Z\"}"
                                + " -> null",
                        "first: userId null -> \"d-1\"");
        assertThat(userHistory("d-1").present()).isFalse();
        assertThat(
                        query(
                                "SELECT profile.user_id || ' ' || device.device_id || ' ' || event.name"
                                        + " FROM userimport.user_profile_before AS profile"
                                        + " JOIN userimport.device_before AS device USING (profile_id)"
                                        + " JOIN userimport.event_before AS event USING (profile_id)"
                                        + " WHERE profile.deleted"))
                .as("the row, its device and its event")
                .contains("d-1 d-1 Visit");
    }

    @Test
    void aRenamedUserHasOneHistory() throws Exception {
        importFile("first", "deviceId,systemName\nd-1,iOS\n");
        importFile("second", "deviceId,newUserId\nd-1,u1\n");

        assertThat(history("u1"))
                .contains("second: userId \"d-1\" -> \"u1\"", "first: userId null -> \"d-1\"");
        assertThat(store.history(APP, "d-1", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void anIdMayGoFromOneUserToAnotherInOneBatch() throws Exception {
        importFile("first", "deviceId,systemName\nd-1,iOS\n");
        importFile("second", "userId,userAttributes.a\nu1,1\n");
        importFile(
                "third",
                """
                deviceId,userId,newUserId,userAttributes.b
                d-1,,u1,2
                ,d-1,,3
                """);

        assertThat(query("SELECT user_id FROM userimport.user_profile ORDER BY 1"))
                .containsExactly("d-1", "u1");
        assertThat(history("u1")).contains("third: attributes.b null -> 2");
        assertThat(history("d-1")).contains("third: attributes.b null -> 3");
    }

    @Test
    void listsOfAddressesAreKept() throws Exception {
        importFile("first", "userId,userAttributes.email\nu1,a@b.c\n");
        importFile("second", "email,unsubscribeChannelsToAdd\na@b.c,Email\n");
        importFile("third", "email,unsubscribeCategoriesToAdd\nA@b.c,news\n");

        assertThat(history("u1"))
                .contains(
                        "third: unsubscribedCategories null -> [\"news\"]",
                        "second: unsubscribedChannels null -> [\"Email\"]");
        assertThat(
                        query(
                                "SELECT job.id || ' ' || channels::text || categories::text"
                                        + " FROM userimport.suppressed_address_before AS before"
                                        + " JOIN userimport.history_change AS change"
                                        + " ON change.id = before.change"
                                        + " JOIN userimport.import_job AS job ON number = change.job"))
                .containsExactly("third {Email}{}");
        assertThat(
                        query(
                                "SELECT job.id FROM userimport.suppressed_address"
                                        + " JOIN userimport.import_job AS job"
                                        + " ON number = created_by_job"))
                .containsExactly("second");
    }

    @Test
    void usersWithoutAnIdAreFoundByTheirAddress() throws Exception {
        importFile("first", "$email,$name\na@b.c,Anna\n", BY_EMAIL);

        assertThat(history("a@b.c"))
                .containsExactly(
                        "first: email null -> \"a@b.c\"",
                        "first: attributes.$name null -> \"Anna\"");
        assertThat(userHistory("a@b.c").userId()).isNull();
        assertThat(userHistory("a@b.c").name()).isEqualTo("a@b.c");
    }

    @Test
    void sqlByHandIsKeptAsNobodys() throws Exception {
        importFile("first", "userId,userAttributes.a\nu1,1\n");
        execute("UPDATE userimport.user_profile SET attributes = '{\"a\": 5}'");
        importFile("second", "userId,userAttributes.a\nu1,6\n");
        execute("DELETE FROM userimport.user_profile");

        assertThat(history("u1"))
                .containsExactly(
                        "-: userId \"u1\" -> null",
                        "second: attributes.a 5 -> 6",
                        "-: attributes.a 1 -> 5",
                        "first: userId null -> \"u1\"",
                        "first: attributes.a null -> 1");
        importFile("third", "userId,userAttributes.a\nu1,7\n");
        assertThat(history("u1"))
                .startsWith(
                        "third: userId null -> \"u1\"",
                        "third: attributes.a null -> 7",
                        "-: userId \"u1\" -> null");
    }

    /** It says nothing of a job, and counts no rows of history. */
    @Test
    void anOlderVersionBesideThisOneLosesNothing() throws Exception {
        importFile("first", "userId,userAttributes.a\nu1,1\n");
        execute(
                """
                INSERT INTO userimport.user_profile AS present (app_id, user_id, attributes)
                VALUES ('shop', 'u1', '{"a": 2}'), ('shop', 'u2', '{"a": 2}')
                ON CONFLICT (app_id, user_id) DO UPDATE SET
                    attributes = present.attributes || excluded.attributes, updated_at = now()
                """,
                "INSERT INTO userimport.import_job (id, app_id, file_name, parts, state)"
                        + " VALUES ('older', 'shop', 'users.csv', 1, 'RUNNING')",
                "INSERT INTO userimport.import_part (job_id, part_index) VALUES ('older', 0)",
                "UPDATE userimport.import_part SET rows_done = rows_done + 2"
                        + " WHERE job_id = 'older'");

        assertThat(history("u1")).startsWith("-: attributes.a 1 -> 2");
        assertThat(history("u2"))
                .containsExactly("-: userId null -> \"u2\"", "-: attributes.a null -> 2");
        assertThat(
                        query(
                                "SELECT job_id || rows_done || rows_in_history"
                                        + " FROM userimport.import_part ORDER BY 1"))
                .containsExactly("first11", "older20");
    }

    @Test
    void whoMayChangeUsersNeedNotBeAllowedToKeepTheirHistory() throws Exception {
        importFile("first", "userId,userAttributes.a\nu1,1\n");
        final String role = "clerk_" + fixture.database().name();
        TestPostgres.shared().execute("CREATE ROLE " + role, "GRANT " + role + " TO importer");
        execute(
                "GRANT USAGE ON SCHEMA userimport TO " + role,
                "GRANT SELECT, UPDATE ON userimport.user_profile TO " + role);
        try {
            execute(
                    "SET ROLE " + role,
                    "UPDATE userimport.user_profile SET attributes = '{\"a\": 5}'");
        } finally {
            execute("DROP OWNED BY " + role);
            TestPostgres.shared().execute("DROP ROLE " + role);
        }

        assertThat(history("u1")).startsWith("-: attributes.a 1 -> 5");
    }

    /** The next one may be another's who has the session, as behind a pooler. */
    @Test
    void whatAnImportSaysEndsWithItsTransaction() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(fixture.database().dataSource());
            pool.setMaximumPoolSize(2);
            run(
                    fixture.store(pool::getConnection),
                    "first",
                    "userId,userAttributeValuesToIncrement.a\nu1,1\n",
                    BY_ID);
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                for (final Connection session : List.of(one, other)) {
                    try (Statement statement = session.createStatement()) {
                        statement.execute(
                                "UPDATE userimport.user_profile SET tags = tags || '{x}'");
                        statement.execute(
                                "INSERT INTO userimport.user_profile (app_id, user_id)"
                                        + " VALUES ('shop', 'u' || pg_backend_pid())");
                    }
                }
            }
        }
        assertThat(history("u1"))
                .startsWith("-: tags [\"x\"] -> [\"x\",\"x\"]", "-: tags null -> [\"x\"]");
        assertThat(
                        query(
                                "SELECT user_id FROM userimport.user_profile"
                                        + " WHERE created_by_job IS NOT NULL"))
                .containsExactly("u1");
        assertThat(query("SELECT operations::text FROM userimport.history_change"))
                .containsOnlyNulls();
    }

    @Test
    void offKeepsNothingAndSaysSo() throws Exception {
        final PostgreSQLImportStore off = keeping(Duration.ZERO);
        run(off, "first", "userId,userAttributes.a\nu1,1\n", BY_ID);
        run(off, "second", "userId,userAttributes.a\nu1,2\n", BY_ID);

        assertThat(query("SELECT count(*) FROM userimport.user_profile_before"))
                .containsExactly("0");
        assertThat(query("SELECT sum(rows_in_history) FROM userimport.import_part"))
                .containsExactly("0");
    }

    @Test
    void isPrunedWhenItIsOld() throws Exception {
        importFile("first", "userId,userAttributes.a\nu1,1\n");
        importFile("second", "userId,userAttributes.a\nu1,2\n");
        importFile("third", "userId,userAttributes.a\nu1,3\n");
        assertThat(store.pruneHistory().changes()).as("younger than 30 days").isZero();
        execute(
                "UPDATE userimport.history_change SET made = made - interval '31 days'"
                        + " WHERE id = (SELECT min(id) FROM userimport.history_change)",
                "SET userimport.history = off",
                "UPDATE userimport.user_profile SET inserted_at = inserted_at - interval '31 days'",
                "UPDATE userimport.user_profile_before"
                        + " SET inserted_at = inserted_at - interval '31 days'",
                "UPDATE userimport.history_start SET since = since - interval '40 days'");

        assertThat(store.pruneHistory().changes()).isEqualTo(1);

        assertThat(history("u1")).containsExactly("third: attributes.a 2 -> 3");
        assertThat(userHistory("u1").since())
                .isBetween(
                        Instant.now().minus(Duration.ofDays(31)),
                        Instant.now().minus(Duration.ofDays(29)));

        assertThat(keeping(Duration.ZERO).pruneHistory().changes())
                .as("the other change; what was done by hand was not kept")
                .isEqualTo(1);
        assertThat(history("u1")).isEmpty();
        assertThat(query("SELECT count(*) FROM userimport.history_change")).containsExactly("0");
    }

    @Test
    void jobsThatAreNotKeptAnyMoreAreToldApartFromNone() throws Exception {
        importFile("first", "userId,userAttributes.a\nu1,1\n");
        store.pruneJobs(Instant.now().plusSeconds(60));

        final HistoryChange made = userHistory("u1").changes().getFirst();
        assertThat(made.job()).isNotNull();
        assertThat(made.job().id()).isNull();
    }

    @Test
    void comesInPagesThatMissNothing() throws Exception {
        importFile("0", "userId,userAttributes.n\nu1,0\n");
        for (int file = 1; file < 6; file++) {
            importFile(file + "a", Text.format("userId,userAttributes.n\nu1,%d\n", file));
            importFile(file + "b", Text.format("deviceId,userId,appVersion\nd1,u1,%d\n", file));
            importFile(file + "c", Text.format("userId,event\nu1,event %d\n", file));
        }
        final List<String> whole = history("u1");
        assertThat(whole).hasSizeGreaterThan(16);
        for (int max = 1; max <= 8; max++) {
            final List<String> pages = new ArrayList<>();
            Optional<Instant> before = Optional.empty();
            do {
                final UserHistory page = store.history(APP, "u1", before, max).orElseThrow();
                pages.addAll(told(page));
                before = Optional.ofNullable(page.older());
            } while (before.isPresent());
            assertThat(pages).as("%d at once", max).isEqualTo(whole);
        }
    }

    @Test
    void ofManyEventsAtOnceSomeAreTold() throws Exception {
        importFile("first", "userId,event,disposition\n" + "u1,Visit,passive\n".repeat(130));

        final List<HistoryChange> changes = userHistory("u1").changes();
        assertThat(changes.stream().mapToLong(HistoryChange::eventsLeftOut).sum())
                .as("in batches of 1,000 rows")
                .isEqualTo(30);
    }

    @Test
    void isOfOneApp() throws Exception {
        importFile("first", "userId\nu1\n");
        assertThat(store.history("other", "u1", Optional.empty(), 10)).isEmpty();
        assertThat(store.history(APP, "u2", Optional.empty(), 10)).isEmpty();
        assertThat(store.history(APP, "u\0", Optional.empty(), 10)).isEmpty();
    }

    private PostgreSQLImportStore keeping(final Duration time) {
        return new PostgreSQLImportStore(
                fixture.database()::connection, new SchemaName("userimport"), time);
    }

    private static String many(final int n) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = 0; user < MANY; user++) {
            file.append(Text.format("u%d,%d\n", user, n));
        }
        return file.toString();
    }

    private void importFile(final String job, final String file) throws Exception {
        importFile(job, file, BY_ID);
    }

    private void importFile(final String job, final String file, final Layout layout)
            throws Exception {
        run(store, job, file, layout);
    }

    private static void run(
            final PostgreSQLImportStore into,
            final String job,
            final String file,
            final Layout layout)
            throws Exception {
        EveryKind.run(
                into,
                new NewJob(job, APP, null, job + ".csv", file.length(), 1),
                0,
                file,
                layout,
                1_000,
                batch -> {});
    }

    private UserHistory userHistory(final String user) throws Exception {
        return store.history(APP, user, Optional.empty(), 1_000).orElseThrow();
    }

    private List<String> history(final String user) throws Exception {
        return told(userHistory(user));
    }

    private static List<String> told(final UserHistory history) {
        final List<String> told = new ArrayList<>();
        for (final HistoryChange change : history.changes()) {
            for (final FieldChange field : change.fields()) {
                told.add(
                        Text.format(
                                "%s: %s %s -> %s",
                                change.job() == null ? "-" : change.job().id(),
                                field.field(),
                                JsonWriter.text(field.before()),
                                JsonWriter.text(field.after())));
            }
        }
        return told;
    }

    private List<String> query(final String sql) throws SQLException {
        return fixture.query(sql);
    }

    private void execute(final String... statements) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
