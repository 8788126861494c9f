// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRowsFile;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.ChangingJob.Kind;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.undo.ImportUndo;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an import has changed is taken back, and what others have changed since stays. */
@Timeout(120)
class UndoTest {

    private static final String APP = "shop";
    private static final Layout BY_ID = Layouts.of(LayoutSettings.DEFAULTS);
    private static final Layout BY_EMAIL = StoreFixture.layout(ImportKey.EMAIL, List.of());
    private static final int MANY = 250;

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void usersGoBackToWhatTheyWere() throws Exception {
        importFile("a", many(1));
        final List<String> before = fixture.profiles(APP);
        importFile("b", many(2));
        assertThat(fixture.profiles(APP)).isNotEqualTo(before);

        final JobStatus undo = undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
        assertThat(undo.action()).isEqualTo("undo");
        assertThat(undo.counts().get(Count.ROWS)).isEqualTo(MANY);
        assertThat(undo.counts().get(Count.APPLIED)).isEqualTo(MANY);
        assertThat(undo.counts().get(Count.UPDATED)).isEqualTo(MANY);
        assertThat(kept("undo of b")).isEmpty();
        assertThat(JobSummary.sentence(undo))
                .startsWith(
                        "Undo undo of b of b.csv finished: 250 changes taken back; users: 250 put"
                                + " back, 0 there again; ");
    }

    @Test
    void newUsersGo() throws Exception {
        importFile("a", "userId,userAttributes.n\nu1,1\n");
        final List<String> before = fixture.profiles(APP);
        importFile("b", many(2));

        final JobStatus undo = undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
        assertThat(undo.counts().get(Count.DELETED)).isEqualTo(MANY - 1);
        assertThat(undo.counts().get(Count.UPDATED)).isEqualTo(1);
    }

    @Test
    void whatWasChangedSinceStaysAndIsListed() throws Exception {
        importFile("a", "userId,userAttributes.n,userAttributes.m\nu1,1,1\nu2,1,1\n");
        importFile("b", "userId,userAttributes.n,userAttributes.m\nu1,2,2\nu2,2,2\n");
        importFile("c", "userId,userAttributes.n\nu1,3\n");

        final JobStatus undo = undo("b");

        assertThat(attributes("u1")).isEqualTo("{\"m\": 1, \"n\": 3}");
        assertThat(attributes("u2")).isEqualTo("{\"m\": 1, \"n\": 1}");
        assertThat(kept("undo of b"))
                .containsExactly(
                        "u1,attributes.n,1,3,c,2,attributes.n,Stays as it is for user u1: import c"
                                + " changed it since");
        assertThat(undo.counts().get(Count.REJECTED)).isEqualTo(1);
    }

    @Test
    void partsOfAnObjectGoBackEach() throws Exception {
        importFile("a", "userId,userAttributes.home.city,userAttributes.home.zip\nu1,Rome,1\n");
        importFile("b", "userId,userAttributes.home.city,userAttributes.work.city\nu1,Oslo,Bern\n");
        importFile("c", "userId,userAttributes.home.zip,userAttributes.work.zip\nu1,2,3\n");

        undo("b");

        assertThat(attributes("u1"))
                .isEqualTo("{\"home\": {\"zip\": 2, \"city\": \"Rome\"}, \"work\": {\"zip\": 3}}");
        assertThat(kept("undo of b")).isEmpty();
    }

    @Test
    void anIncrementOfThreeTakesThreeOff() throws Exception {
        importFile("a", "userId,userAttributes.visits\nu1,10\nu2,10\nu3,10\n");
        final String add =
                "userId,userAttributeValuesToIncrement.visits,events.Buy.countIncrement\n";
        importFile("b", add + "u1,3,2\nu2,3,2\nu3,3,2\n");
        importFile("c", add + "u1,5,1\n");
        importFile("d", "userId,userAttributes.visits\nu2,7\n");

        undo("b");

        assertThat(attributes("u1")).isEqualTo("{\"visits\": 15}");
        assertThat(attributes("u2")).as("set since").isEqualTo("{\"visits\": 7}");
        assertThat(attributes("u3")).isEqualTo("{\"visits\": 10}");
        assertThat(
                        fixture.query(
                                "SELECT user_id || event_totals FROM userimport.user_profile"
                                        + " ORDER BY 1"))
                .containsExactly("u1{\"Buy\": {\"count\": 1}}", "u2{}", "u3{}");
        assertThat(kept("undo of b"))
                .containsExactly(
                        "u2,attributes.visits,10,7,d,2,attributes.visits,Stays as it is for user"
                                + " u2: import d changed it since");
    }

    @Test
    void elementsAreTakenOutOfSets() throws Exception {
        final String add = "userId,userAttributeValuesToAdd.likes,unsubscribeChannelsToAdd\n";
        importFile("a", add + "u1,tea,\n");
        importFile("b", add + "u1,milk,Email\n");
        importFile("c", add + "u1,rum,Webhook\n");

        undo("b");

        assertThat(attributes("u1")).isEqualTo("{\"likes\": [\"tea\", \"rum\"]}");
        assertThat(fixture.query("SELECT unsubscribed_channels::text FROM userimport.user_profile"))
                .containsExactly("{Webhook}");
        assertThat(kept("undo of b")).isEmpty();
    }

    @Test
    void devicesAndEventsGo() throws Exception {
        importFile("a", "deviceId,userId,appVersion\nd1,u1,1\n");
        final List<String> before = fixture.profiles(APP);
        importFile("b", "deviceId,userId,appVersion\nd1,u1,2\nd2,u1,1\nd3,u9,1\n");
        importFile("b2", "userId,event,time,disposition\nu1,Visit,1735689600,passive\n");

        undo("b2");
        undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
    }

    @Test
    void whoseUserOthersHadToDoWithStays() throws Exception {
        importFile("b", "userId,userAttributes.n\nu1,1\nu2,1\nu3,1\nu4,1\n");
        importFile("c", "userId,userAttributes.m\nu1,1\n");
        importFile("d", "deviceId,userId,appVersion\nd1,u2,2\n");
        importFile("e", "userId,event,time,disposition\nu3,Visit,1735689600,passive\n");

        final JobStatus undo = undo("b");

        assertThat(fixture.query("SELECT user_id FROM userimport.user_profile ORDER BY 1"))
                .containsExactly("u1", "u2", "u3");
        assertThat(undo.counts().get(Count.DELETED)).isEqualTo(1);
        assertThat(kept("undo of b"))
                .extracting(row -> row.substring(0, row.indexOf(",Stays as it is")))
                .containsExactly(
                        "u1,userId,,u1,c,2,userId",
                        "u2,userId,,u2,d,3,userId",
                        "u3,userId,,u3,e,4,userId");
    }

    @Test
    void usersMergedAwayComeBack() throws Exception {
        importFile("a1", "deviceId,systemName\nd-1,iOS\nd-2,iOS\n");
        importFile("a2", "deviceId,event,time,disposition\nd-1,Visit,1735689600,passive\n");
        importFile("a3", "userId,userAttributes.a\nu1,1\n");
        final List<String> before = fixture.profiles(APP);
        importFile("b", "deviceId,newUserId,userAttributes.b\nd-1,u1,2\nd-2,u2,3\n");
        assertThat(fixture.profiles(APP)).hasSize(2);

        final JobStatus undo = undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
        assertThat(undo.counts().get(Count.CREATED)).isEqualTo(1);
        assertThat(kept("undo of b")).isEmpty();
    }

    @Test
    void idsThatWentFromOneUserToAnotherGoBack() throws Exception {
        importFile("a1", "deviceId,systemName\nd-1,iOS\n");
        importFile("a2", "userId,userAttributes.a\nu1,1\n");
        final List<String> before = fixture.profiles(APP);
        importFile(
                "b",
                """
                deviceId,userId,newUserId,userAttributes.b
                d-1,,u1,2
                ,d-1,,3
                """);

        undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
    }

    @Test
    void listsOfAddressesGoBack() throws Exception {
        importFile("a1", "userId,userAttributes.email\nu1,a@b.c\n");
        importFile("a2", "email,unsubscribeChannelsToAdd\na@b.c,Email\n");
        final List<String> before = fixture.profiles(APP);
        final List<String> addresses = addresses();
        importFile(
                "b",
                "email,unsubscribeChannelsToAdd,unsubscribeCategoriesToAdd\n"
                        + "a@b.c,Webhook,\nx@y.z,Email,news\n");
        assertThat(addresses()).isNotEqualTo(addresses);

        undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
        assertThat(addresses()).isEqualTo(addresses);
    }

    @Test
    void everyKindGoesBack() throws Exception {
        EveryKind.importInto(store, APP);
        final List<String> before = fixture.profiles(APP);
        importFile("b", EVERYTHING);
        assertThat(fixture.profiles(APP)).isNotEqualTo(before);

        undo("b");

        assertThat(fixture.profiles(APP)).isEqualTo(before);
    }

    private static final String EVERYTHING =
            """
            deviceId,userId,newUserId,country,userAttributes.note,userAttributeValuesToIncrement.visits,userAttributeValuesToAdd.list,events.Purchase.countIncrement,unsubscribeChannelsToAdd
            d-new,u-1001,,FR,other,3,more,2,Email
            ,ñ-7,,FR,other,,,,
            ,brand-new,,FR,other,4,more,1,Webhook
            """;

    @Test
    void everyImportIsUndoneOneAfterTheOther() throws Exception {
        EveryKind.importInto(store, APP);
        final List<JobStatus> jobs = store.latest(APP, 100);
        for (final JobStatus job : jobs) {
            if (job.counts().get(Count.ROWS) > 0) {
                undo(job.id());
                assertThat(kept("undo of " + job.id())).as(job.id()).isEmpty();
            }
        }
        assertThat(fixture.profiles(APP)).isEmpty();
        assertThat(addresses()).isEmpty();
    }

    @Test
    void anUndoIsUndone() throws Exception {
        importFile("a1", "deviceId,systemName\nd-1,iOS\n");
        importFile("a2", "userId,userAttributes.a,userAttributes.visits\nu1,1,1\nu3,1,1\n");
        final List<String> a = fixture.profiles(APP);
        importFile(
                "b",
                """
                deviceId,userId,newUserId,userAttributes.b,userAttributeValuesToIncrement.visits
                d-1,,u1,2,3
                ,u3,,3,4
                d-5,u5,,1,1
                """);
        final List<String> b = fixture.profiles(APP);

        undo("b");
        assertThat(fixture.profiles(APP)).isEqualTo(a);
        undo("undo of b");
        assertThat(fixture.profiles(APP)).isEqualTo(b);
        assertThat(kept("undo of undo of b")).isEmpty();
        store.registerUndo(new NewUndo("again", APP, "b"), "test", () -> {});
        run("again", Integer.MAX_VALUE);
        assertThat(kept("again")).isEmpty();
        assertThat(fixture.profiles(APP)).isEqualTo(a);
    }

    @Test
    void aJobTellsWhatItTakesBackAndWhatTakesItBack() throws Exception {
        importFile("a", "userId,userAttributes.n\nu1,1\n");
        assertThat(store.findings("a", 0).undone()).isNull();

        store.registerUndo(new NewUndo("undo of a", APP, "a"), "test", () -> {});
        assertThat(store.findings("a", 0).undone()).isEqualTo(new Undone("undo of a", null));
        run("undo of a", Integer.MAX_VALUE);
        final JobStatus undo = store.status("undo of a").orElseThrow();
        assertThat(undo.undoes()).isEqualTo("a");
        assertThat(store.findings("a", 0).undone())
                .isEqualTo(new Undone("undo of a", undo.finished()));

        undo("undo of a");
        assertThat(store.findings("a", 0).undone()).as("is as it was").isNull();
        assertThat(store.findings("undo of a", 0).undone().by()).isEqualTo("undo of undo of a");
    }

    @Test
    void theHistoryOfAUserTellsOfBothWays() throws Exception {
        importFile("a", "userId,userAttributes.n\nu1,1\n");
        importFile("b", "userId,userAttributes.n\nu1,2\nu2,2\n");
        importFile("c", "deviceId,userId,appVersion\nd1,u1,1\n");
        importFile("d", "userId,event,time\nu1,Visit,1735689600\n");
        for (final String job : List.of("d", "c", "b")) {
            undo(job);
        }
        for (final String job : List.of("b", "c", "d")) {
            undo("undo of " + job);
        }

        final String visit = "{\"event\":\"Visit\",\"time\":\"2025-01-01T00:00:00Z\"}";
        final String device = "{\"appVersion\":\"1\"}";
        assertThat(history("u1"))
                .containsSubsequence(
                        "undoing undo of d: event null -> " + visit,
                        "undoing undo of c: devices.d1 null -> " + device,
                        "undoing undo of b: attributes.n 1 -> 2",
                        "undoing b: attributes.n 2 -> 1",
                        "undoing c: devices.d1 " + device + " -> null",
                        "undoing d: event " + visit + " -> null",
                        "c: devices.d1 null -> " + device,
                        "b: attributes.n 1 -> 2",
                        "a: attributes.n null -> 1");
        assertThat(history("u2"))
                .as("who was made, taken away, and put back")
                .containsExactly(
                        "undoing undo of b: userId null -> \"u2\"",
                        "undoing undo of b: attributes.n null -> 2",
                        "undoing b: userId \"u2\" -> null",
                        "b: userId null -> \"u2\"",
                        "b: attributes.n null -> 2");
    }

    private List<String> history(final String user) throws StoreException {
        return store.history(APP, user, Optional.empty(), 100).orElseThrow().changes().stream()
                .flatMap(
                        change ->
                                change.fields().stream()
                                        .map(
                                                field ->
                                                        Text.format(
                                                                "%s: %s %s -> %s",
                                                                made(change.job()),
                                                                field.field(),
                                                                JsonWriter.text(field.before()),
                                                                JsonWriter.text(field.after()))))
                .toList();
    }

    private static String made(final ChangingJob by) {
        assertThat(by.kind())
                .isEqualTo(
                        by.id().startsWith("undo of undo of ")
                                ? Kind.UNDO_OF_UNDO
                                : by.id().startsWith("undo of ") ? Kind.UNDO : Kind.IMPORT);
        return by.id().replaceFirst("undo of ", "undoing ");
    }

    @Test
    void ofUndosThatAreUndoneTheLastOneCounts() throws Exception {
        importFile("a", "userId,userAttributeValuesToIncrement.visits\nu1,10\n");
        importFile("b", "userId,userAttributeValuesToIncrement.visits\nu1,3\nu2,3\n");
        final List<String> b = fixture.profiles(APP);
        undo("b");
        final List<String> a = fixture.profiles(APP);
        assertThat(undone("b").by()).isEqualTo("undo of b");
        undo("undo of b");
        assertThat(undone("b")).isNull();
        undo("undo of undo of b");

        assertThat(fixture.profiles(APP)).isEqualTo(a).isNotEqualTo(b);
        assertThat(undone("b").by()).isEqualTo("undo of b");
        assertThat(undone("b").at()).isNotNull();
        refused("b", APP, "Import b is undone, by undo of b");
        refused("undo of undo of b", APP, UNDONE_AGAIN);

        undo("undo of undo of undo of b");
        assertThat(fixture.profiles(APP)).isEqualTo(b);
        store.registerUndo(new NewUndo("again", APP, "b"), "test", () -> {});
        assertThat(undone("b").by()).isEqualTo("again");
        assertThat(undone("b").at()).as("when it was undone, as it is not yet").isNull();
        refused("b", APP, "Import b is already being undone, by again");
    }

    private static final String UNDONE_AGAIN =
            "Import undo of undo of b is undone, by undo of undo of undo of b";

    private Undone undone(final String job) throws StoreException {
        return store.findings(job, 1).undone();
    }

    @Test
    void anInterruptedUndoGoesOnWhereItWas() throws Exception {
        importFile("a", many(1), 20);
        final List<String> before = fixture.profiles(APP);
        importFile("b", many(2) + "n1,1\nn2,1\n", 20);
        store.registerUndo(new NewUndo("undo of b", APP, "b"), "test", () -> {});

        int runs = 0;
        while (run(fixture.undoingBy(20), "undo of b", 1) instanceof ImportOutcome.Stopped) {
            runs++;
        }

        assertThat(runs).isGreaterThan(10);
        assertThat(fixture.profiles(APP)).isEqualTo(before);
        final JobStatus undo = store.status("undo of b").orElseThrow();
        assertThat(undo.state()).isEqualTo(JobState.FINISHED);
        assertThat(undo.counts().get(Count.ROWS)).isEqualTo(MANY + 2);
        assertThat(undo.rowsTotal()).isEqualTo(MANY + 2);
        assertThat(undo.counts().get(Count.UPDATED)).isEqualTo(MANY);
    }

    /** Users whom others have added to since, too: of them nothing is taken off twice. */
    @Test
    void anUndoThatWasGivenUpMidwayCanBeDoneAnew() throws Exception {
        importFile("a", additions(10, "tea"), 20);
        importFile("b", additions(3, "milk"), 20);
        importFile("c", additions(5, "rum"), 20);
        final PostgreSQLImportStore bySmallSteps = fixture.undoingBy(20);
        store.registerUndo(new NewUndo("undo of b", APP, "b"), "test", () -> {});
        assertThat(run(bySmallSteps, "undo of b", 5)).isInstanceOf(ImportOutcome.Stopped.class);
        store.cancel("undo of b", "for the test");
        assertThat(run(bySmallSteps, "undo of b", 1)).isInstanceOf(ImportOutcome.Failed.class);
        assertThat(attributeKinds()).as("some are put back, others are not").hasSize(2);

        store.registerUndo(new NewUndo("again", APP, "b"), "test", () -> {});
        run("again", Integer.MAX_VALUE);

        assertThat(attributeKinds())
                .containsExactly("{\"likes\": [\"tea\", \"rum\"], \"visits\": 15}");
        assertThat(kept("again")).isEmpty();
        undo("again");
        undo("undo of again");
        assertThat(attributeKinds())
                .containsExactly("{\"likes\": [\"tea\", \"rum\"], \"visits\": 15}");
    }

    @Test
    void whatAnUndoNeedsIsNotPrunedBeforeItHasEnded() throws Exception {
        importFile("a", many(1), 20);
        final List<String> before = fixture.profiles(APP);
        importFile("b", many(2), 20);
        store.registerUndo(new NewUndo("undo of b", APP, "b"), "test", () -> {});
        run(fixture.undoingBy(20), "undo of b", 5);

        keepingNothing().pruneHistory();
        store.pruneJobs(Instant.now().plusSeconds(60));
        run("undo of b", Integer.MAX_VALUE);

        assertThat(fixture.profiles(APP)).isEqualTo(before);
        assertThat(store.status("undo of b").orElseThrow().state()).isEqualTo(JobState.FINISHED);
        assertThat(store.status("a")).as("pruned").isEmpty();
        keepingNothing().pruneHistory();
        assertThat(fixture.query("SELECT id FROM userimport.history_change")).isEmpty();
    }

    @Test
    void anUndoEndsWhereWhatItNeedsIsNotKeptAnyMore() throws Exception {
        importFile("a", many(1), 20);
        importFile("b", many(2), 20);
        store.registerUndo(new NewUndo("undo of b", APP, "b"), "test", () -> {});
        run(fixture.undoingBy(20), "undo of b", 5);
        importUnkept("c", "userId,userAttributes.n\nu1,3\n");

        assertThatThrownBy(() -> run("undo of b", Integer.MAX_VALUE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(
                        "Undo undo of b cannot go on: what users were before is not kept");
    }

    /** Nobody would know what they changed from what this one changed. */
    @Test
    void importsThatBeganBeforeOneThatKeepsNothingCannotBeUndone() throws Exception {
        importFile("a", "userId,userAttributes.n\nu1,1\n");
        importUnkept("b", "userId,userAttributes.n\nu1,2\n");
        importFile("c", "userId,userAttributes.n\nu1,3\n");

        assertThatThrownBy(() -> undo("a"))
                .isInstanceOf(UndoRefused.class)
                .hasMessageMatching(
                        "Import a cannot be undone: what users were before is kept since .* only"
                                + " [(]Keep History For[)], and it began earlier");
        undo("c");
        assertThat(attributes("u1")).isEqualTo("{\"n\": 2}");
    }

    @Test
    void anAddressThatOthersHaveChangedSinceStaysAndIsListed() throws Exception {
        importFile("a", "email,unsubscribeChannelsToAdd\na@b.c,Email\nx@y.z,Email\n");
        importFile("c", "email,unsubscribeCategoriesToAdd\na@b.c,news\n");

        undo("a");

        assertThat(addresses()).containsExactly("a@b.c{Email}{news}");
        assertThat(kept("undo of a"))
                .containsExactly(
                        "a@b.c,email,,a@b.c,c,2,email,Stays as it is for user a@b.c: import c"
                                + " changed it since");
    }

    private PostgreSQLImportStore keepingNothing() {
        return new PostgreSQLImportStore(
                fixture.database()::connection, new SchemaName("userimport"), Duration.ZERO);
    }

    private void importUnkept(final String job, final String file) throws Exception {
        EveryKind.run(
                keepingNothing(),
                new NewJob(job, APP, null, job + ".csv", file.length(), 1),
                0,
                file,
                BY_ID,
                10,
                counts -> {});
    }

    private static String additions(final int visits, final String like) {
        final StringBuilder file =
                new StringBuilder(
                        "userId,userAttributeValuesToIncrement.visits,"
                                + "userAttributeValuesToAdd.likes\n");
        for (int user = 1; user <= MANY; user++) {
            file.append(Text.format("u%d,%d,%s\n", user, visits, like));
        }
        return file.toString();
    }

    private List<String> attributeKinds() throws SQLException {
        return fixture.query(
                "SELECT DISTINCT attributes::text FROM userimport.user_profile ORDER BY 1");
    }

    @Test
    void whatCannotBeUndoneIsRefused() throws Exception {
        refused("none", APP, "No import none is known");
        importFile("a", "userId,userAttributes.n\nu1,1\n");
        refused("a", "other", "No import a is known");

        final NewJob running = new NewJob("running", APP, null, "users.csv", -1, 1);
        store.open(running, new PartId("running", 0));
        refused("running", APP, "Import running has not ended; undo it when it has");
        store.fail("running", "for the test", "test");
        refused("running", APP, "Import running has changed nothing; there is nothing to undo");

        undo("a");
        refused("a", APP, "Import a is undone, by undo of a");

        importUnkept("unkept", "userId,userAttributes.n\nu1,1\n");
        refused(
                "unkept",
                APP,
                "Import unkept cannot be undone: what users were before is not kept of all its"
                        + " rows. Some were applied by an older version, or while Keep History For"
                        + " was 0");
        importFile("old", "userId,userAttributes.n\nu2,1\n");
        execute("UPDATE userimport.history_start SET since = '2100-01-01Z'");
        refused(
                "old",
                APP,
                "Import old cannot be undone: what users were before is kept since"
                        + " 2100-01-01T00:00:00Z only (Keep History For), and it began earlier");
    }

    private void refused(final String job, final String app, final String message) {
        assertThatThrownBy(
                        () ->
                                store.registerUndo(
                                        new NewUndo("undo of " + job + app + "x", app, job),
                                        "test",
                                        () -> {}))
                .isInstanceOf(UndoRefused.class)
                .hasMessage(message);
    }

    private JobStatus undo(final String job) throws Exception {
        final String id = "undo of " + job;
        store.registerUndo(new NewUndo(id, APP, job), "test", () -> {});
        assertThat(run(id, Integer.MAX_VALUE)).isInstanceOf(ImportOutcome.Done.class);
        final JobStatus undo = store.status(id).orElseThrow();
        assertThat(undo.state()).isEqualTo(JobState.FINISHED);
        return undo;
    }

    /** Runs at most so many steps. */
    private ImportOutcome run(final String undo, final int steps) throws StoreException {
        return run(store, undo, steps);
    }

    private static ImportOutcome run(
            final PostgreSQLImportStore store, final String undo, final int steps)
            throws StoreException {
        return new ImportUndo(store, store)
                .run(
                        undo,
                        "test",
                        new ImportProgress() {
                            private int done;

                            @Override
                            public void applied(final Counts batch) {
                                done++;
                            }

                            @Override
                            public boolean stopRequested() {
                                return done >= steps;
                            }
                        });
    }

    private List<String> kept(final String undo) throws Exception {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        RejectedRowsFile.write(store, undo, store.status(undo).orElseThrow().notation(), file);
        final List<String> lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getFirst())
                .endsWith("userId,field,before,now,changedBy,line,column,error");
        return lines.subList(1, lines.size());
    }

    private String attributes(final String user) throws SQLException {
        return fixture.query(
                        "SELECT attributes::text FROM userimport.user_profile WHERE user_id = '"
                                + user
                                + "'")
                .getFirst();
    }

    private List<String> addresses() throws SQLException {
        return fixture.query(
                "SELECT email || channels::text || categories::text"
                        + " FROM userimport.suppressed_address ORDER BY 1");
    }

    private static String many(final int n) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = 1; user <= MANY; user++) {
            file.append(Text.format("u%d,%d\n", user, n));
        }
        return file.toString();
    }

    private void importFile(final String job, final String file) throws Exception {
        importFile(job, file, 1000);
    }

    private void importFile(final String job, final String file, final int batch) throws Exception {
        EveryKind.run(
                store,
                new NewJob(job, APP, null, job + ".csv", file.length(), 1),
                0,
                file,
                file.startsWith("$email") ? BY_EMAIL : BY_ID,
                batch,
                counts -> {});
    }

    private void execute(final String sql) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
