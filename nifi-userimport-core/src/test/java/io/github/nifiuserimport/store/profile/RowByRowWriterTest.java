// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.TrackedEvent;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.profile.UserKey.ByDevice;
import io.github.nifiuserimport.profile.UserKey.ByEmail;
import io.github.nifiuserimport.profile.UserKey.ById;
import io.github.nifiuserimport.store.StoreFixture;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rows do that depends on what is stored (docs/leanplum.md, docs/dashly.md). */
@Tag("slow")
class RowByRowWriterTest {

    private static final String APP = "shop";
    private static final Instant DAY_1 = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2025-01-02T00:00:00Z");

    private StoreFixture store;

    @BeforeEach
    void openStore() {
        store = new StoreFixture();
    }

    @Nested
    class Devices {

        @Test
        void areMadeWithTheirUserWhenBothAreUnknown() throws Exception {
            final Counts counts = apply(device(new ById("u1"), "d1", "iosPushToken", "t1"));
            assertThat(counts.get(Count.DEVICES)).isEqualTo(1);
            assertThat(counts.get(Count.CREATED)).isEqualTo(1);
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"devices\": {\"d1\": {\"iosPushToken\": \"t1\"}}}");
        }

        @Test
        void keepWhatARowDoesNotName() throws Exception {
            apply(device(new ById("u1"), "d1", "iosPushToken", "t1"));
            final Counts counts =
                    apply(
                            device(new ById("u1"), "d1", "appVersion", "2"),
                            device(new ById("u1"), "d1", "appVersion", "2"));
            assertThat(counts.get(Count.DEVICES)).isEqualTo(1);
            assertThat(counts.get(Count.UNCHANGED)).as("the user is as before").isEqualTo(1);
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"devices\": {\"d1\": {\"appVersion\": \"2\","
                                    + " \"iosPushToken\": \"t1\"}}}");
            assertThat(apply(device(new ById("u1"), "d1", "appVersion", "2")).get(Count.DEVICES))
                    .isZero();
        }

        @Test
        void standForTheUserLastSeenOnThem() throws Exception {
            apply(seen("u1", "d1"), seen("u2", "d1"), seen("u1", "d1"));
            apply(seen("u2", "d2"));
            apply(set(new ByDevice("d1"), "found", 1L));
            apply(seen("u2", "d1"));
            apply(set(new ByDevice("d1"), "found", 2L));
            assertThat(
                            store.query(
                                    "SELECT user_id || attributes FROM userimport.user_profile ORDER BY 1"))
                    .containsExactly("u1{\"found\": 1}", "u2{\"found\": 2}");
        }

        @Test
        void standForTheUserOfTheirIdWhenNobodyWasSeenOnThem() throws Exception {
            apply(set(new ById("d1"), "a", 1L));
            apply(set(new ByDevice("d1"), "b", 2L), set(new ByDevice("d9"), "c", 3L));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"d1\", \"attributes\": {\"a\": 1, \"b\": 2}}",
                            "{\"id\": \"d9\", \"attributes\": {\"c\": 3}}");
        }
    }

    @Nested
    class Emails {

        @Test
        void findTheUserWhoWasActiveLast() throws Exception {
            apply(
                    withEmail("u1", "a@b.c", DAY_1),
                    withEmail("u2", "a@b.c", DAY_2),
                    withEmail("u3", "a@b.c", null));
            assertThat(apply(set(new ByEmail("a@b.c"), "found", true)))
                    .satisfies(counts -> assertThat(counts.get(Count.UPDATED)).isEqualTo(1));
            assertThat(
                            store.query(
                                    "SELECT user_id FROM userimport.user_profile WHERE attributes <> '{}'"))
                    .containsExactly("u2");
        }

        @Test
        void findTheNewestOfUsersNeverActive() throws Exception {
            apply(withEmail("u1", "a@b.c", null));
            apply(withEmail("u2", "a@b.c", null), set(new ByEmail("a@b.c"), "found", true));
            assertThat(
                            store.query(
                                    "SELECT user_id FROM userimport.user_profile WHERE attributes <> '{}'"))
                    .containsExactly("u2");
        }

        @Test
        void makeAUserWhenNobodyHasThem() throws Exception {
            apply(set(new ByEmail("a@b.c"), "a", 1L), set(new ByEmail("a@b.c"), "b", 2L));
            assertThat(profiles())
                    .containsExactly(
                            "{\"email\": \"a@b.c\", \"attributes\": {\"a\": 1, \"b\": 2}}");
        }

        @Test
        void findTheNewestOfUsersMadeInOneBatch() throws Exception {
            apply(withEmail("u2", "a@b.c", null), withEmail("u1", "a@b.c", null));
            apply(set(new ByEmail("a@b.c"), "found", true));
            assertThat(
                            store.query(
                                    "SELECT user_id FROM userimport.user_profile WHERE attributes <> '{}'"))
                    .as("the one who came last in the file")
                    .containsExactly("u1");
        }

        @Test
        void noLongerFindAUserWhoHasAnother() throws Exception {
            apply(withEmail("u1", "old@b.c", null));
            apply(withEmail("u1", "new@b.c", null), set(new ByEmail("old@b.c"), "a", 1L));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"email\": \"new@b.c\"}",
                            "{\"email\": \"old@b.c\", \"attributes\": {\"a\": 1}}");
        }
    }

    @Nested
    class UnknownUsers {

        @Test
        void areSkippedWithAWarningWhereNoneIsToBeMade() throws Exception {
            final Counts counts =
                    apply(
                            never(set(new ById("u1"), "a", 1L)),
                            set(new ById("u1"), "b", 2L),
                            never(set(new ById("u1"), "c", 3L)));
            assertThat(counts.get(Count.SKIPPED)).isEqualTo(1);
            assertThat(counts.get(Count.WARNINGS)).isEqualTo(1);
            assertThat(counts.get(Count.APPLIED)).isEqualTo(2);
            assertThat(store.warnings()).containsExactly("2 -: UserNotFound[]");
            assertThat(profiles())
                    .containsExactly("{\"id\": \"u1\", \"attributes\": {\"b\": 2, \"c\": 3}}");
        }
    }

    @Nested
    class NewUserIds {

        @Test
        void renameAUserWhereNobodyHasTheId() throws Exception {
            apply(set(new ById("u1"), "a", 1L));
            apply(renamed(set(new ById("u1"), "b", 2L), "u2"), set(new ById("u2"), "c", 3L));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u2\", \"attributes\": {\"a\": 1, \"b\": 2, \"c\": 3}}");
        }

        @Test
        void passAnIdOnWithinOneBatch() throws Exception {
            apply(set(new ById("a"), "was", "a"), set(new ById("c"), "was", "c"));
            apply(
                    renamed(RowCommand.of(new ById("a"), UserChange.NONE), "b"),
                    renamed(RowCommand.of(new ById("c"), UserChange.NONE), "a"));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"a\", \"attributes\": {\"was\": \"c\"}}",
                            "{\"id\": \"b\", \"attributes\": {\"was\": \"a\"}}");
        }

        @Test
        void mergeAUserWhomOnlyADeviceNames() throws Exception {
            apply(
                    device(new ByDevice("d1"), "d1", "appVersion", "1"),
                    tags(set(new ByDevice("d1"), "a", 1L), "x"),
                    total(new ByDevice("d1"), 3),
                    track(new ByDevice("d1"), "Opened", DAY_2, true),
                    tags(set(new ById("u1"), "a", 2L), "y"),
                    total(new ById("u1"), 2));
            apply(renamed(RowCommand.of(new ByDevice("d1"), UserChange.NONE), "u1"));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"tags\": [\"y\", \"x\"], \"active\": \"2025-01-02\","
                                    + " \"events\": {\"Purchase\": {\"count\": 5}}, \"devices\":"
                                    + " {\"d1\": {\"appVersion\": \"1\"}}, \"tracked\": [\"Opened\"],"
                                    + " \"attributes\": {\"a\": 2}}");
        }

        @Test
        void mergeWhatIsKnownOfADeviceThatBothWereSeenOn() throws Exception {
            apply(
                    device(new ByDevice("d1"), "d1", "appVersion", "1"),
                    device(new ByDevice("d1"), "d1", "systemName", "iOS"));
            apply(device(new ById("u1"), "d1", "appVersion", "2"), seen("d1", "d1"));
            apply(renamed(RowCommand.of(new ByDevice("d1"), UserChange.NONE), "u1"));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"devices\": {\"d1\": {\"appVersion\": \"2\","
                                    + " \"systemName\": \"iOS\"}}}");
        }

        @Test
        void mergeDevicesThatNoRowOfTheBatchNames() throws Exception {
            apply(
                    device(new ById("d1"), "d1", "appVersion", "1"),
                    device(new ById("d1"), "d2", "systemName", "iOS"),
                    device(new ById("u1"), "d2", "appVersion", "2"));
            apply(renamed(RowCommand.of(new ById("d1"), UserChange.NONE), "u1"));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"devices\": {\"d1\": {\"appVersion\": \"1\"}, \"d2\":"
                                    + " {\"appVersion\": \"2\", \"systemName\": \"iOS\"}}}");
        }

        @Test
        void doNotMergeTwoUsersWhoBothHaveAnId() throws Exception {
            apply(set(new ById("u1"), "a", 1L), set(new ById("u2"), "a", 2L));
            apply(renamed(set(new ById("u1"), "b", 1L), "u2"));
            assertThat(store.warnings()).containsExactly("2 -: NewIdTaken[newId=u2]");
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"attributes\": {\"a\": 1, \"b\": 1}}",
                            "{\"id\": \"u2\", \"attributes\": {\"a\": 2}}");
        }

        @Test
        void areTheUserWhereNobodyHasThePresentId() throws Exception {
            apply(set(new ById("u2"), "a", 1L));
            apply(
                    renamed(set(new ById("u1"), "b", 2L), "u2"),
                    renamed(set(new ById("u3"), "c", 3L), "u4"));
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u2\", \"attributes\": {\"a\": 1, \"b\": 2}}",
                            "{\"id\": \"u4\", \"attributes\": {\"c\": 3}}");
        }
    }

    @Nested
    class Events {

        @Test
        void areKeptAndMoveTheLastActivityForward() throws Exception {
            final Counts counts =
                    apply(
                            track(new ById("u1"), "Opened", DAY_2, true),
                            track(new ById("u1"), "Closed", DAY_1, true));
            assertThat(counts.get(Count.EVENTS)).isEqualTo(2);
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"active\": \"2025-01-02\", \"tracked\": [\"Opened\","
                                    + " \"Closed\"]}");
        }

        @Test
        void leaveTheLastActivityWhenTheyArePassive() throws Exception {
            apply(track(new ById("u1"), "Mailed", DAY_2, false));
            assertThat(profiles()).containsExactly("{\"id\": \"u1\", \"tracked\": [\"Mailed\"]}");
        }

        @Test
        void keepValueCurrencyAndParameters() throws Exception {
            final TrackedEvent purchase =
                    new TrackedEvent(
                            "Purchase",
                            DAY_1,
                            new BigDecimal("9.990"),
                            "EUR",
                            "info",
                            42L,
                            Map.of("sku", "A-1"),
                            true);
            apply(command(new ById("u1"), UserChange.NONE, null, purchase));
            assertThat(
                            store.query(
                                    "SELECT concat_ws('|', name, extract(epoch FROM happened)::int,"
                                            + " value, currency_code, info, message_id, parameters)"
                                            + " FROM userimport.event"))
                    .containsExactly("Purchase|1735689600|9.990|EUR|info|42|{\"sku\": \"A-1\"}");
        }

        @Test
        void happenWhenTheyAreImportedWhereTheFileDoesNotSay() throws Exception {
            apply(track(new ById("u1"), "Opened", null, true));
            assertThat(
                            store.query(
                                    "SELECT (happened BETWEEN now() - interval '1 minute' AND now()"
                                            + " + interval '1 minute' AND last_active = happened)"
                                            + " FROM userimport.event JOIN userimport.user_profile"
                                            + " profile ON profile.id = profile_id"))
                    .containsExactly("t");
        }
    }

    @Nested
    class Values {

        @Test
        void thatAreNoWholeNumberAreNotIncremented() throws Exception {
            apply(set(new ById("u1"), "n", "many"), set(new ById("u2"), "n", 1L));
            final AttributeChange increment = new Increment(BigDecimal.TWO, true);
            apply(
                    change(new ById("u1"), "n", increment),
                    change(new ById("u2"), "n", increment),
                    change(new ById("u3"), "n", increment));
            assertThat(store.warnings()).containsExactly("2 -: NoWholeNumber[attribute=n]");
            assertThat(profiles())
                    .containsExactly(
                            "{\"id\": \"u1\", \"attributes\": {\"n\": \"many\"}}",
                            "{\"id\": \"u2\", \"attributes\": {\"n\": 3}}",
                            "{\"id\": \"u3\", \"attributes\": {\"n\": 2}}");
        }

        @Test
        void ofAnySizeCanBeReadAgain() throws Exception {
            final Map<String, AttributeChange> values =
                    Map.of(
                            "whole", new Assign(BigInteger.TEN.pow(999)),
                            "decimal", new Assign(BigDecimal.ONE.movePointLeft(1000)),
                            "o", new Assign(Map.of("n".repeat(60_000), 1L)));
            apply(RowCommand.of(new ById("u1"), UserChange.builder().attributes(values).build()));
            apply(change(new ById("u1"), "n", new Increment(BigDecimal.ONE, true)));
            assertThat(
                            store.query(
                                    "SELECT (attributes ->> 'whole')::numeric = 10::numeric ^ 999"
                                            + " AND (attributes ->> 'decimal')::numeric * 10::numeric ^ 1000 = 1"
                                            + " AND attributes ->> 'n' = '1' FROM userimport.user_profile"))
                    .containsExactly("t");
        }

        @Test
        void thatARowBeforeSetInTheSameBatchAreWarnedOfToo() throws Exception {
            apply(
                    set(new ById("u1"), "n", "many"),
                    change(new ById("u1"), "n", new Increment(BigDecimal.TWO, true)));
            assertThat(store.warnings()).containsExactly("3 -: NoWholeNumber[attribute=n]");
        }

        @Test
        void ofSetsAreAddedAndRemoved() throws Exception {
            apply(
                    RowCommand.of(
                            new ById("u1"),
                            UserChange.builder()
                                    .unsubscribedChannels(
                                            Elements.adding(List.of("Email", "App Inbox")))
                                    .unsubscribedCategories(Elements.adding(List.of("7")))
                                    .build()));
            apply(
                    RowCommand.of(
                            new ById("u1"),
                            UserChange.builder()
                                    .unsubscribedChannels(Elements.removing(List.of("Email")))
                                    .build()));
            assertThat(profiles())
                    .as("re-subscribing to a channel keeps the categories")
                    .containsExactly(
                            "{\"id\": \"u1\", \"channels\": [\"App Inbox\"], \"categories\":"
                                    + " [\"7\"]}");
        }
    }

    @Test
    void keepsTheLayoutsWarnings() throws Exception {
        final RowCommand plain = set(new ById("u1"), "a", 1L);
        final Counts counts =
                apply(
                        new RowCommand(
                                plain.key(),
                                plain.createDisposition(),
                                plain.change(),
                                List.of(),
                                null,
                                null,
                                List.of(new RowWarning("city", "left out"))));
        assertThat(counts.get(Count.WARNINGS)).isEqualTo(1);
        assertThat(counts.get(Count.APPLIED)).isEqualTo(1);
        assertThat(store.warnings()).containsExactly("2 city: left out");
    }

    private Counts apply(final RowCommand... commands) throws Exception {
        return store.apply(APP, new ArrayList<>(List.of(commands)));
    }

    private List<String> profiles() throws Exception {
        return store.profiles(APP);
    }

    private static RowCommand set(final UserKey key, final String name, final Object value) {
        return change(key, name, new Assign(value));
    }

    private static RowCommand change(
            final UserKey key, final String name, final AttributeChange change) {
        return RowCommand.of(key, UserChange.builder().attributes(Map.of(name, change)).build());
    }

    private static RowCommand total(final UserKey key, final long count) {
        return RowCommand.of(
                key,
                UserChange.builder()
                        .eventTotals(
                                Map.of("Purchase", new Merge(Map.of("count", new Assign(count)))))
                        .build());
    }

    private static RowCommand withEmail(
            final String userId, final String email, final Instant active) {
        return RowCommand.of(
                new ById(userId),
                UserChange.builder()
                        .email(new Assign(email))
                        .lastActive(active == null ? null : new LastActive.At(active))
                        .build());
    }

    private static RowCommand tags(final RowCommand row, final String tag) {
        return RowCommand.of(
                row.key(), row.change().toBuilder().tags(Elements.adding(List.of(tag))).build());
    }

    private static RowCommand seen(final String userId, final String deviceId) {
        return command(
                new ById(userId), UserChange.NONE, new DeviceChange(deviceId, Map.of()), null);
    }

    private static RowCommand device(
            final UserKey key, final String deviceId, final String name, final String value) {
        return command(
                key,
                UserChange.NONE,
                new DeviceChange(deviceId, Map.of(name, new Assign(value))),
                null);
    }

    private static RowCommand track(
            final UserKey key, final String name, final Instant time, final boolean active) {
        return command(
                key,
                UserChange.NONE,
                null,
                new TrackedEvent(name, time, null, null, null, null, Map.of(), active));
    }

    private static RowCommand never(final RowCommand row) {
        return new RowCommand(
                row.key(),
                CreateDisposition.CREATE_NEVER,
                row.change(),
                row.devices(),
                row.event(),
                row.newUserId(),
                row.warnings());
    }

    private static RowCommand renamed(final RowCommand row, final String newUserId) {
        return new RowCommand(
                row.key(),
                row.createDisposition(),
                row.change(),
                row.devices(),
                row.event(),
                new NewUserId.Renamed(newUserId),
                row.warnings());
    }

    private static RowCommand command(
            final UserKey key,
            final UserChange change,
            final DeviceChange device,
            final TrackedEvent event) {
        return new RowCommand(
                key,
                CreateDisposition.CREATE_IF_NEEDED,
                change,
                device == null ? List.of() : List.of(device),
                event,
                null,
                List.of());
    }
}
