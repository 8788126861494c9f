// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.TrackedEvent;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.text.Text;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** However rows fall into batches, the profiles are those of one row at a time. */
@Tag("slow")
class BatchSizeTest {

    private static StoreFixture store;
    private static int apps;

    private static StoreFixture store() {
        if (store == null) {
            store = new StoreFixture();
        }
        return store;
    }

    @AfterContainer
    static void forget() {
        store = null;
    }

    @Property(tries = 60)
    void doesNotShowInTheProfiles(
            @ForAll("rows") final List<RowCommand> rows, @ForAll("batchSizes") final int batchSize)
            throws Exception {
        final String oneByOne = apply(rows, 1);
        final String inBatches = apply(rows, batchSize);
        assertThat(store().profiles(inBatches)).isEqualTo(store().profiles(oneByOne));
        assertThat(store().warnings(inBatches)).isEqualTo(store().warnings(oneByOne));
        assertThat(devicesAndEvents(inBatches)).isEqualTo(devicesAndEvents(oneByOne));
    }

    /** Among these rows are some that change a device by a merge only: nobody was seen on it. */
    @Property(tries = 60, seed = "8286177444313990732")
    void doesNotShowInWhoIsFoundByADevice(
            @ForAll("rows") final List<RowCommand> rows, @ForAll("batchSizes") final int batchSize)
            throws Exception {
        doesNotShowInTheProfiles(rows, batchSize);
    }

    @Property(tries = 25)
    void doesNotShowInTheProfilesOfPlainFiles(
            @ForAll("plainRows") final List<RowCommand> rows,
            @ForAll("batchSizes") final int batchSize)
            throws Exception {
        final String oneByOne = apply(rows, 1);
        final String inBatches = apply(rows, batchSize);
        assertThat(store().profiles(inBatches)).isEqualTo(store().profiles(oneByOne));
    }

    /** Some users have addresses that somebody has put on a list. */
    @Property(tries = 80)
    void doesNotShowInWhoIsUnsubscribed(
            @ForAll("rowsWithAddresses") final List<RowCommand> rows,
            @ForAll("batchSizes") final int batchSize)
            throws Exception {
        final String oneByOne = afterList(rows, 1);
        final String inBatches = afterList(rows, batchSize);
        assertThat(store().profiles(inBatches)).isEqualTo(store().profiles(oneByOne));
        assertThat(addresses(inBatches)).isEqualTo(addresses(oneByOne));
    }

    /** The same of rows that do nothing but set values. */
    @Property(tries = 40)
    void doesNotShowInWhoIsUnsubscribedByPlainFiles(
            @ForAll("plainRowsWithAddresses") final List<RowCommand> rows,
            @ForAll("batchSizes") final int batchSize)
            throws Exception {
        doesNotShowInWhoIsUnsubscribed(rows, batchSize);
    }

    /** The first user has the address before the second one takes the list's word back for it. */
    @Example
    void doesNotShowInWhoHadAnAddressBefore() throws Exception {
        final List<RowCommand> rows =
                List.of(
                        address("u1", "a@b.c", null),
                        address("u2", "a@b.c", Elements.removing(List.of("Email"))),
                        address("u3", "a@b.c", null));
        for (final int batchSize : List.of(1, 2, 3)) {
            assertThat(store().profiles(afterList(rows, batchSize)))
                    .as("batches of %s", batchSize)
                    .contains(
                            unsubscribed("u1", "\"Email\", \"Push\""),
                            unsubscribed("u2", "\"Push\""),
                            unsubscribed("u3", "\"Push\""));
        }
    }

    private static String unsubscribed(final String user, final String channels) {
        return "{\"id\": \""
                + user
                + "\", \"email\": \"a@b.c\", \"channels\": ["
                + channels
                + "], \"categories\": [\"7\"]}";
    }

    private static RowCommand address(
            final String userId, final String address, final Elements channels) {
        return RowCommand.of(
                new UserKey.ById(userId),
                UserChange.builder()
                        .email(new Assign(address))
                        .unsubscribedChannels(channels)
                        .build());
    }

    /** Applies rows to an app that has a list of addresses, and a user whom it has not reached. */
    private static String afterList(final List<RowCommand> rows, final int batchSize)
            throws Exception {
        final String app = "app-" + apps++;
        store().apply(
                        app,
                        List.of(
                                listed("a@b.c", List.of("Email", "Push")),
                                listed("D@e.f", List.of("Email"))));
        try (Connection connection = store().database().connection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO userimport.user_profile (app_id, user_id, email)"
                                        + " VALUES (?, 'by hand', 'a@b.c')")) {
            insert.setString(1, app);
            insert.executeUpdate();
        }
        applyTo(app, rows, batchSize);
        return app;
    }

    private static RowCommand listed(final String address, final List<String> channels) {
        return RowCommand.of(
                new UserKey.EveryoneWithEmail(address),
                UserChange.builder()
                        .unsubscribedChannels(Elements.adding(channels))
                        .unsubscribedCategories(Elements.adding(List.of("7")))
                        .build());
    }

    private static List<String> addresses(final String app) throws Exception {
        return store().query(
                        Text.format(
                                """
                        SELECT concat_ws(' ', email, channels, categories)
                        FROM userimport.suppressed_address WHERE app_id = '%s' ORDER BY email
                        """,
                                app));
    }

    /** What the jobs of an app's batches have counted, taken together. */
    private static List<String> devicesAndEvents(final String app) throws Exception {
        return store().query(
                        Text.format(
                                """
                        SELECT concat_ws(' ', sum(devices_changed), sum(events_tracked))
                        FROM userimport.import_part AS part
                        JOIN userimport.import_job AS job ON job.id = part.job_id
                        WHERE app_id = '%s'
                        """,
                                app));
    }

    private static String apply(final List<RowCommand> rows, final int batchSize) throws Exception {
        final String app = "app-" + apps++;
        applyTo(app, rows, batchSize);
        return app;
    }

    private static void applyTo(final String app, final List<RowCommand> rows, final int batchSize)
            throws Exception {
        for (int from = 0; from < rows.size(); from += batchSize) {
            store().apply(app, rows.subList(from, Math.min(rows.size(), from + batchSize)));
        }
    }

    @Provide
    Arbitrary<Integer> batchSizes() {
        return Arbitraries.integers().between(2, 40);
    }

    @Provide
    Arbitrary<List<RowCommand>> rows() {
        return row().list().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<RowCommand>> plainRows() {
        return Combinators.combine(ids(), attributes(plainChange()))
                .as(
                        (id, attributes) ->
                                RowCommand.of(
                                        new UserKey.ById(id),
                                        UserChange.builder().attributes(attributes).build()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** Mostly users with an address, in several letter cases, who take back what they can. */
    @Provide
    Arbitrary<List<RowCommand>> rowsWithAddresses() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(3, ids().map(UserKey.ById::new)), Tuple.of(1, keys())),
                        listedAddresses().injectNull(0.3),
                        unsubscriptions(),
                        unsubscriptions(),
                        newUserIds().injectNull(0.9))
                .as(
                        (key, address, channels, categories, newUserId) ->
                                new RowCommand(
                                        key,
                                        CreateDisposition.CREATE_IF_NEEDED,
                                        UserChange.builder()
                                                .email(address == null ? null : new Assign(address))
                                                .unsubscribedChannels(channels)
                                                .unsubscribedCategories(categories)
                                                .build(),
                                        List.of(),
                                        null,
                                        newUserId,
                                        List.of()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    @Provide
    Arbitrary<List<RowCommand>> plainRowsWithAddresses() {
        return Combinators.combine(ids(), listedAddresses())
                .as((id, address) -> address(id, address, null))
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    private static Arbitrary<String> listedAddresses() {
        return Arbitraries.of("a@b.c", "A@b.c", "d@e.f", "other@e.f");
    }

    private static Arbitrary<Elements> unsubscriptions() {
        final Arbitrary<List<String>> names =
                Arbitraries.of("Email", "Push", "7").list().ofMinSize(1).ofMaxSize(2);
        return Arbitraries.oneOf(
                        names.map(Elements::removing),
                        names.map(Elements::adding),
                        Combinators.combine(names, names)
                                .as(
                                        (added, removed) ->
                                                Elements.adding(added)
                                                        .then(Elements.removing(removed))))
                .injectNull(0.5);
    }

    private static Arbitrary<RowCommand> row() {
        return Combinators.combine(
                        keys(),
                        change(),
                        Arbitraries.frequency(
                                Tuple.of(4, CreateDisposition.CREATE_IF_NEEDED),
                                Tuple.of(1, CreateDisposition.CREATE_NEVER)),
                        device().injectNull(0.7),
                        event().injectNull(0.8),
                        newUserIds().injectNull(0.8))
                .as(
                        (key, change, disposition, device, event, newUserId) ->
                                new RowCommand(
                                        key,
                                        disposition,
                                        change,
                                        key instanceof UserKey.ByDevice byDevice
                                                ? List.of(
                                                        new DeviceChange(
                                                                byDevice.deviceId(), Map.of()))
                                                : device == null ? List.of() : List.of(device),
                                        event,
                                        newUserId,
                                        List.of()));
    }

    private static Arbitrary<UserKey> keys() {
        return Arbitraries.oneOf(
                ids().map(UserKey.ById::new),
                Arbitraries.of("a@b.c", "d@e.f").map(UserKey.ByEmail::new),
                devices().map(UserKey.ByDevice::new));
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.of("u1", "u2", "u3", "d1");
    }

    private static Arbitrary<NewUserId> newUserIds() {
        return Arbitraries.oneOf(
                ids().map(id -> new NewUserId.Renamed(id)),
                ids().map(id -> new NewUserId.IfNone(id)));
    }

    private static Arbitrary<String> devices() {
        return Arbitraries.of("d1", "d2");
    }

    private static Arbitrary<UserChange> change() {
        return Combinators.combine(
                        attributes(anyChange()),
                        Arbitraries.of("a@b.c", "d@e.f").injectNull(0.7),
                        times().injectNull(0.6),
                        Arbitraries.of("x", "y").list().ofMaxSize(2),
                        Arbitraries.longs().between(-3, 3).injectNull(0.6))
                .as(
                        (attributes, email, active, tags, count) ->
                                UserChange.builder()
                                        .attributes(attributes)
                                        .email(email == null ? null : new Assign(email))
                                        .lastActive(
                                                active == null ? null : new LastActive.At(active))
                                        .tags(Elements.adding(tags))
                                        .eventTotals(totals(count))
                                        .build());
    }

    private static Map<String, AttributeChange> totals(final Long count) {
        return count == null ? Map.of() : Map.of("e", new Merge(Map.of("count", whole(count))));
    }

    private static Arbitrary<Map<String, AttributeChange>> attributes(
            final Arbitrary<AttributeChange> change) {
        return Arbitraries.maps(Arbitraries.of("a", "b"), change).ofMaxSize(2);
    }

    private static Arbitrary<AttributeChange> plainChange() {
        final Arbitrary<AttributeChange> set = values().map(Assign::new);
        return Arbitraries.oneOf(
                set,
                Arbitraries.maps(Arbitraries.of("p", "q"), set).ofMaxSize(2).map(Merge::new),
                Arbitraries.maps(
                                Arbitraries.of("p", "q"),
                                Arbitraries.maps(Arbitraries.of("r", "s"), set)
                                        .ofMaxSize(2)
                                        .map(fields -> (AttributeChange) new Merge(fields)))
                        .ofMaxSize(2)
                        .map(Merge::new));
    }

    private static Arbitrary<AttributeChange> anyChange() {
        return Arbitraries.oneOf(
                plainChange(),
                Arbitraries.of(new Clear()),
                Arbitraries.longs().between(-3, 3).map(BatchSizeTest::whole),
                values().list().ofMaxSize(2).map(Elements::adding),
                values().list().ofMaxSize(2).map(Elements::removing));
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.of(
                "x", "y", 1L, 2L, new BigDecimal("1.5"), true, List.of("x"), List.of("x", "y"));
    }

    private static AttributeChange whole(final long amount) {
        return new Increment(BigDecimal.valueOf(amount), true);
    }

    private static Arbitrary<DeviceChange> device() {
        return Combinators.combine(
                        devices(),
                        Arbitraries.maps(
                                        Arbitraries.of("appVersion", "iosPushToken"),
                                        Arbitraries.of("1", "2").map(Assign::new))
                                .ofMaxSize(2))
                .as((id, attributes) -> new DeviceChange(id, Map.copyOf(attributes)));
    }

    private static Arbitrary<TrackedEvent> event() {
        return Combinators.combine(
                        Arbitraries.of("Opened", "Purchase"), times(), Arbitraries.of(true, false))
                .as(
                        (name, time, active) ->
                                new TrackedEvent(
                                        name, time, null, null, null, null, Map.of(), active));
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.integers()
                .between(0, 5)
                .map(day -> Instant.parse("2025-01-01T00:00:00Z").plusSeconds(86_400L * day));
    }
}
