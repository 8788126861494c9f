// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An import is taken back over HTTP: users are what they were, but for what something else has
 * changed since, and that is listed.
 */
@ExtendWith({SharedSystem.class, SharedApis.class})
class UndoIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int USERS = 3_000;
    private static final int CHANGED = 2_500;
    private static final int NEW = 500;
    private static final int WITH_DEVICES = 300;
    private static final int WITHOUT_IDS = 100;

    /** Those whom a third import edits. */
    private static final int FIRST_EDITED = 500;

    private static final int EDITED = 1_000;

    private static final List<String> COLUMNS =
            List.of(
                    "action",
                    "userId",
                    "deviceId",
                    "newUserId",
                    "country",
                    "userAttributes.email",
                    "userAttributes.plan",
                    "userAttributes.address.city",
                    "userAttributes.address.zip",
                    "userAttributes.likes",
                    "userAttributeValuesToIncrement.visits",
                    "userAttributeValuesToAdd.interests",
                    "userAttributeValuesToRemove.interests",
                    "events.Purchase.countIncrement",
                    "events.Purchase.valueIncrement",
                    "states.Premium.count",
                    "unsubscribeChannelsToAdd",
                    "unsubscribeChannelsToRemove",
                    "unsubscribeCategoriesToAdd",
                    "appVersion",
                    "event",
                    "value",
                    "currencyCode",
                    "time",
                    "params.sku");

    private static TestSystem system;
    private static LeanplumFlow leanplum;
    private static ApiFlow api;

    @BeforeAll
    static void use(final TestSystem shared, final LeanplumFlow flow) {
        system = shared;
        leanplum = flow;
        api = flow.api();
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        api.awaitRest();
    }

    @Test
    void nothingIsLeftOfAnImportButWhatWasChangedSince() {
        imported(
                "undo-addresses-a.csv", "email,unsubscribeChannelsToAdd\nkept@example.com,Email\n");
        imported("undo-a.csv", first());
        final StoredUsers expected = StoredUsers.of(system.database(), api.app(), "before");
        final String import1 = imported("undo-b.csv", second());
        final String tags = tagged();
        final String addresses =
                imported(
                        "undo-addresses-b.csv",
                        "email,unsubscribeChannelsToAdd,unsubscribeCategoriesToAdd\n"
                                + "kept@example.com,Webhook,7\nnew@example.com,Email,\n");
        final String edits = imported("undo-c.csv", third());
        final StoredUsers all = StoredUsers.of(system.database(), api.app(), "all");
        all.assertComplete();
        expected.assertOther();
        expected.change(
                "jsonb_set(jsonb_set(jsonb_set(row, '{attributes,plan}', '\"gold\"'),"
                        + " '{attributes,note}', '\"later\"'), '{attributes,visits}', '15')",
                "row ->> 'user_id' IN (SELECT 'undo-' || n FROM generate_series("
                        + FIRST_EDITED
                        + ", "
                        + (FIRST_EDITED + EDITED - 1)
                        + ") AS n)");

        final List<Job> undos = new ArrayList<>();
        for (final String job : List.of(addresses, tags, import1)) {
            undos.add(undone(job));
        }

        expected.assertSame();
        final Job undo = undos.getLast();
        assertThat(undos).extracting(Job::rejected).containsExactly(0L, 0L, (long) EDITED);
        assertThat(undo.updated()).as("users put back").isGreaterThanOrEqualTo(CHANGED);
        assertThat(undo.created()).as("users there again").isEqualTo(WITHOUT_IDS / 2);
        final List<String> report =
                api.browser()
                        .get("/imports/" + undo.id() + "/rejected.csv")
                        .body()
                        .lines()
                        .toList();
        assertThat(report.getFirst())
                .endsWith("userId,field,before,now,changedBy,line,column,error");
        assertThat(report.subList(1, report.size()))
                .extracting(line -> line.substring(0, line.indexOf("," + edits) + 1) + edits)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(FIRST_EDITED, FIRST_EDITED + EDITED)
                                .mapToObj(
                                        user ->
                                                Text.format(
                                                        "undo-%d,attributes.plan,free,gold,%s",
                                                        user, edits))
                                .toList());
        assertThat(api.browser().get("/imports/" + import1).body())
                .contains("It was undone on ", undo.id())
                .doesNotContain("Undo this import");
        assertThat(api.browser().get("/imports/" + undo.id()).body())
                .contains("what it takes back", "Finished, some stays", import1, "Undo this undo");
        assertThat(refusal(import1)).isEqualTo("Import " + import1 + " is undone, by " + undo.id());

        for (final Job each : undos.reversed()) {
            assertThat(undone(each.id()).rejected()).isZero();
        }
        all.assertSame();
    }

    @Test
    void aCancelledImportIsUndoneToo() {
        imported("undo-cancel-a.csv", "userId,userAttributes.n\nmany-7,1\nmany-70000,1\n");
        final StoredUsers before = StoredUsers.of(system.database(), api.app(), "not_cancelled");
        final String job = leanplum.started("undo-cancel-b.csv", many());
        Await.until(
                TIMEOUT,
                () -> "some rows are applied",
                () -> system.database().job(job).filter(each -> each.rows() > 0).isPresent());
        final ApiResponse cancelled = writing().call("DELETE", path(job), BodyPublishers.noBody());
        assertThat(cancelled.json().path("state").asText()).isEqualTo("CANCELLED");
        api.awaitRest();

        final Job undo = undone(job);

        assertThat(undo.rejected()).isZero();
        assertThat(undo.rows()).isPositive();
        before.assertSame();
    }

    @Test
    void whatCannotBeUndoneIsRefused() {
        assertThat(refusal("no such import")).isEqualTo("No import no such import is known");
    }

    private static String imported(final String file, final String content) {
        final Job job = leanplum.imported(file, content);
        assertThat(job.state()).as("%s: %s", file, job.error()).isEqualTo("FINISHED");
        return job.id();
    }

    /** Gives some users a tag, as only the other API can. */
    private static String tagged() {
        final StringBuilder file = new StringBuilder("$user_id;$name\n");
        for (int user = 0; user < CHANGED; user += 5) {
            file.append("undo-").append(user).append(";A name\n");
        }
        final ApiResponse answer =
                new DashlyFlow(api)
                        .client()
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .file("file", "undo-tags.csv", file.toString())
                                        .field("delimiter", ";")
                                        .field("app", "$self_app")
                                        .field("tags", "\"spring\""));
        final Job job = api.await(DashlyFlow.jobId(answer));
        assertThat(job.state()).isEqualTo("FINISHED");
        return job.id();
    }

    private static Job undone(final String job) {
        final Job undo = api.await(api.undo(job));
        assertThat(undo.state()).as("%s", undo.error()).isEqualTo("FINISHED");
        return undo;
    }

    private static String refusal(final String job) {
        return writing()
                .call("POST", path(job) + "/undo", BodyPublishers.noBody())
                .json()
                .path("error")
                .asText();
    }

    private static ApiClient writing() {
        return api.anybody().with("Authorization", "Token " + api.key());
    }

    private static String path(final String job) {
        return "/imports/" + job.replace(" ", "%20");
    }

    /** Users, devices and events as they are at first. */
    private static String first() {
        final CsvText file = new CsvText();
        for (int user = 0; user < USERS; user++) {
            file.row(
                    "action", "setUserAttributes",
                    "userId", "undo-" + user,
                    "country", "DE",
                    "userAttributes.email", "undo-" + user + "@example.com",
                    "userAttributes.plan", "free",
                    "userAttributes.address.city", "Rome",
                    "userAttributes.address.zip", "z" + user,
                    "userAttributes.likes", "[tea, milk]",
                    "userAttributeValuesToIncrement.visits", "10",
                    "userAttributeValuesToAdd.interests", "[chess, music]",
                    "events.Purchase.countIncrement", "1",
                    "states.Premium.count", "2",
                    "unsubscribeChannelsToAdd", user % 3 == 0 ? "Email" : "",
                    "unsubscribeCategoriesToAdd", user % 7 == 0 ? "101" : "");
        }
        for (int user = 0; user < WITH_DEVICES; user++) {
            file.row(
                    "action",
                    "setDeviceAttributes",
                    "userId",
                    "undo-" + user,
                    "deviceId",
                    "undo-device-" + user,
                    "appVersion",
                    "1.0");
            event(file, "userId", "undo-" + user, user);
        }
        for (int user = 0; user < WITHOUT_IDS; user++) {
            file.row(
                    "action", "setDeviceAttributes",
                    "deviceId", "undo-anonymous-" + user,
                    "appVersion", "1.0");
            event(file, "deviceId", "undo-anonymous-" + user, user);
        }
        return file.toString();
    }

    /** What is to be undone: something of every kind. */
    private static String second() {
        final CsvText file = new CsvText();
        for (int user = 0; user < CHANGED; user++) {
            file.row(
                    "action", "setUserAttributes",
                    "userId", "undo-" + user,
                    "country", "FR",
                    "userAttributes.email", user % 4 == 0 ? "other-" + user + "@example.com" : "",
                    "userAttributes.plan", "pro",
                    "userAttributes.address.city", "Oslo",
                    "userAttributes.likes", "[tea, rum]",
                    "userAttributeValuesToIncrement.visits", "3",
                    "userAttributeValuesToAdd.interests", "[chess, go]",
                    "userAttributeValuesToRemove.interests", user % 5 == 0 ? "music" : "",
                    "events.Purchase.countIncrement", "2",
                    "events.Purchase.valueIncrement", "9.99",
                    "states.Premium.count", "7",
                    "unsubscribeChannelsToAdd", "Webhook",
                    "unsubscribeChannelsToRemove", user % 2 == 0 ? "Email" : "",
                    "unsubscribeCategoriesToAdd", "102");
        }
        for (int user = 0; user < NEW; user++) {
            file.row(
                    "action", "setUserAttributes",
                    "userId", "undo-new-" + user,
                    "userAttributes.plan", "pro",
                    "userAttributeValuesToIncrement.visits", "1");
        }
        for (int user = 0; user < WITH_DEVICES; user++) {
            file.row(
                    "action",
                    "setDeviceAttributes",
                    "userId",
                    "undo-" + user,
                    "deviceId",
                    "undo-device-" + user,
                    "appVersion",
                    "2.0");
            file.row(
                    "action",
                    "setDeviceAttributes",
                    "userId",
                    "undo-new-" + user,
                    "deviceId",
                    "undo-new-device-" + user,
                    "appVersion",
                    "2.0");
            event(file, "userId", "undo-" + user, user + 1);
            event(file, "userId", "undo-new-" + user, user + 1);
        }
        // Half of those whose devices alone are known turn out to be others, half get an id.
        for (int user = 0; user < WITHOUT_IDS; user++) {
            file.row(
                    "action",
                    "setUserAttributes",
                    "deviceId",
                    "undo-anonymous-" + user,
                    "newUserId",
                    "undo-" + (user % 2 == 0 ? "" + user : "known-" + user),
                    "userAttributes.plan",
                    "pro");
        }
        return file.toString();
    }

    private static void event(
            final CsvText file, final String key, final String user, final int number) {
        file.row(
                "action",
                "track",
                key,
                user,
                "event",
                "Purchase",
                "value",
                number + ".50",
                "currencyCode",
                "EUR",
                "time",
                Integer.toString(1_735_689_600 + number),
                "params.sku",
                "SKU-" + number % 19);
    }

    /**
     * Of some users one field that is set by the import before, one that it adds to, and one more.
     */
    private static String third() {
        final StringBuilder file =
                new StringBuilder(
                        "userId,userAttributes.plan,userAttributes.note,"
                                + "userAttributeValuesToIncrement.visits\n");
        for (int user = FIRST_EDITED; user < FIRST_EDITED + EDITED; user++) {
            file.append("undo-").append(user).append(",gold,later,5\n");
        }
        return file.toString();
    }

    private static String many() {
        final StringBuilder file =
                new StringBuilder("userId,userAttributes.note,userAttributeValuesToIncrement.n\n");
        for (int row = 0; row < 150_000; row++) {
            file.append("many-").append(row).append(",a note of some length,1\n");
        }
        return file.toString();
    }

    /** A CSV file that grows row by row. */
    private static final class CsvText {

        private final StringBuilder text =
                new StringBuilder(String.join(",", COLUMNS)).append('\n');

        /** Adds a row of columns' names, each with its cell behind it. */
        void row(final String... cells) {
            final Map<String, String> row = new LinkedHashMap<>();
            for (int at = 0; at < cells.length; at += 2) {
                row.put(cells[at], cells[at + 1]);
            }
            assertThat(COLUMNS).containsAll(row.keySet());
            text.append(
                            COLUMNS.stream()
                                    .map(column -> quoted(row.getOrDefault(column, "")))
                                    .collect(Collectors.joining(",")))
                    .append('\n');
        }

        private static String quoted(final String cell) {
            return cell.contains(",") ? '"' + cell + '"' : cell;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
