// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.FieldOperations;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.TrackedEvent;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * For rows whose result depends on what is stored: reads and locks the batch's profiles and
 * devices, applies the rows one after the other in memory, and writes back what differs. A fixed
 * number of statements, whatever the number of rows.
 */
final class RowByRowWriter implements ProfileWriter {

    private final Batch batch;
    private final List<ImportRow> rows;
    private final WorkingSetLoader loader;
    private final WorkingSetWriter writer;
    private final Suppressions suppressions;
    private final String operations;

    RowByRowWriter(final SchemaName schema, final Batch batch) {
        this.batch = batch;
        rows = batch.accepted();
        operations = operations(rows);
        suppressions = new Suppressions(schema);
        loader = new WorkingSetLoader(schema);
        writer = new WorkingSetWriter(schema);
    }

    /** An event and whose it is. */
    record UserEvent(WorkingProfile profile, TrackedEvent event) {}

    /** None: what rows do depends on users whom other rows, or others, may change. */
    @Override
    public Optional<Set<String>> users() {
        return Optional.empty();
    }

    /** What rows do beside setting values, as {@link ProfileWriter#operations()} tells it. */
    static String operations(final List<ImportRow> rows) {
        final Map<String, Object> operations =
                FieldOperations.of(rows.stream().map(row -> row.command().change()).toList());
        return operations.isEmpty() ? "" : JsonWriter.text(operations);
    }

    @Override
    public String operations() {
        return operations;
    }

    @Override
    public Written write(final Connection connection, final String appId) throws SQLException {
        final Set<String> addresses = Suppressions.addresses(rows);
        final boolean takesBack =
                rows.stream().anyMatch(row -> Suppressions.lifts(row.command().change()));
        if (takesBack || !addresses.isEmpty()) {
            // Before profiles are locked: a list locks them too, once it has the addresses.
            suppressions.awaitLists(connection, appId);
        }
        final WorkingSet set = loader.load(connection, appId, rows);
        if (takesBack) {
            // For whatever address a user has then.
            set.profiles().stream()
                    .map(profile -> profile.content().email())
                    .filter(Objects::nonNull)
                    .forEach(addresses::add);
        }
        final WorkingAddresses kept =
                new WorkingAddresses(suppressions.kept(connection, appId, addresses));
        final Application application =
                new Application(set, kept, batch, Instant.now().truncatedTo(ChronoUnit.MICROS));
        rows.forEach(application::apply);
        writer.write(connection, appId, set, application.events, application.now);
        suppressions.takeBack(connection, appId, kept.takenBack());
        suppressions.give(connection, appId, kept.given(), idsOf(set, kept.given().keySet()));
        return new Written(application.counts(), application.warnings);
    }

    private static List<Long> idsOf(final WorkingSet set, final Set<String> addresses) {
        return addresses.stream()
                .flatMap(address -> set.withEmail(address).stream())
                .map(WorkingProfile::id)
                .toList();
    }

    /** Applies rows to a working set. */
    private static final class Application {

        private final WorkingSet set;
        private final WorkingAddresses kept;
        private final Batch batch;
        private final Instant now;
        private final Set<WorkingProfile> named = new LinkedHashSet<>();
        private final List<UserEvent> events = new ArrayList<>();
        private final List<WarnedRow> warnings = new ArrayList<>();
        private long skipped;
        private long devices;

        Application(
                final WorkingSet set,
                final WorkingAddresses kept,
                final Batch batch,
                final Instant now) {
            this.set = set;
            this.kept = kept;
            this.batch = batch;
            this.now = now;
        }

        void apply(final ImportRow row) {
            applyToUser(row);
            if (kept.areNone()) {
                return;
            }
            for (final String address : Suppressions.addresses(row.command())) {
                kept.give(address, set);
            }
        }

        private void applyToUser(final ImportRow row) {
            final RowCommand command = row.command();
            for (final RowWarning warning : command.warnings()) {
                warnings.add(row.warned(warning));
            }
            if (command.skipped()) {
                skipped++;
                return;
            }
            WorkingProfile profile = set.find(command.key());
            profile =
                    switch (command.newUserId()) {
                        case null -> profile == null ? created(row) : profile;
                        case NewUserId.SignedIn signedIn -> signIn(row, signedIn.id(), profile);
                        case NewUserId.Renamed renamed -> rename(row, renamed, profile);
                        case NewUserId.IfNone ifNone -> give(row, ifNone, profile);
                    };
            if (profile == null) {
                skipped++;
                note(row, new Finding.UserNotFound());
                return;
            }
            named.add(profile);
            for (final DeviceChange device : command.devices()) {
                see(device, profile);
            }
            noteUnfit(row, profile);
            set.change(profile, profile.content().after(command.change()));
            takeBack(command.change(), profile.content().email());
            track(command.event(), profile);
        }

        private void takeBack(final UserChange change, final String address) {
            if (address != null && !kept.areNone()) {
                kept.takeBack(address, Unsubscriptions.takenBack(change));
            }
        }

        /**
         * Counted row by row, so that it is the same however rows fall into batches: a device that
         * is changed and changed back has been changed twice.
         */
        private void see(final DeviceChange change, final WorkingProfile profile) {
            final boolean known = set.isOn(change.deviceId(), profile);
            final WorkingDevice device = set.see(change.deviceId(), profile);
            final Map<String, Object> before = device.attributes();
            device.apply(change.attributes());
            if (!known || !device.attributes().equals(before)) {
                devices++;
            }
        }

        /** A new user for a row that found none; null where it is not to make one. */
        private WorkingProfile created(final ImportRow row) {
            return created(row, row.command().key());
        }

        private WorkingProfile created(final ImportRow row, final UserKey key) {
            return creates(row.command()) ? set.create(key, batch.inserted(row.line())) : null;
        }

        private static boolean creates(final RowCommand command) {
            return command.createDisposition() == CreateDisposition.CREATE_IF_NEEDED;
        }

        /** The user whom a row is of that names a new id; null where there is to be none. */
        private WorkingProfile signIn(
                final ImportRow row, final String newId, final WorkingProfile present) {
            final UserKey.ById newKey = new UserKey.ById(newId);
            final WorkingProfile known = set.find(newKey);
            final boolean becomes =
                    present != null
                            && present != known
                            && !(row.command().key() instanceof UserKey.ById)
                            && set.isAnonymous(present);
            if (!becomes) {
                return known == null ? created(row, newKey) : known;
            }
            if (known == null) {
                set.rename(present, newId);
                return present;
            }
            merge(present, known);
            return known;
        }

        private void merge(final WorkingProfile gone, final WorkingProfile into) {
            set.merge(gone, into);
            named.remove(gone);
            events.replaceAll(
                    each -> each.profile() == gone ? new UserEvent(into, each.event()) : each);
        }

        /** Renames the user of a row, and returns the profile that then is the user's. */
        private WorkingProfile rename(
                final ImportRow row,
                final NewUserId.Renamed renamed,
                final WorkingProfile present) {
            final WorkingProfile known = set.find(new UserKey.ById(renamed.id()));
            if (present == null || present == known || set.isAnonymous(present)) {
                if (present != null && known != null && present != known) {
                    merge(present, known);
                    return known;
                }
                if (present != null && known == null) {
                    set.rename(present, renamed.id());
                    return present;
                }
                return signIn(row, renamed.id(), present);
            }
            final String own = present.content().userId();
            if (known == null) {
                note(row, new Finding.UserRenamed(own, renamed.id()));
                set.rename(present, renamed.id());
            } else {
                note(row, new Finding.NewIdTaken(renamed.id()));
            }
            return present;
        }

        /**
         * Gives the user of a row an id where that takes none away: neither this user's own nor
         * another user's. Where nobody has the address, the user of the id has it from now on,
         * unless that one has another.
         */
        private WorkingProfile give(
                final ImportRow row, final NewUserId.IfNone given, final WorkingProfile found) {
            final WorkingProfile known = set.find(new UserKey.ById(given.id()));
            if (found == null && known != null && known.content().email() == null) {
                return known;
            }
            final WorkingProfile profile = found == null ? created(row) : found;
            if (profile == null || profile == known) {
                return profile;
            }
            final String own = profile.content().userId();
            if (own != null) {
                note(row, new Finding.HasAnotherId(own, given.id()));
            } else if (known != null) {
                note(row, new Finding.IdOfAnotherUser(given.id()));
            } else {
                set.rename(profile, given.id());
            }
            return profile;
        }

        private void track(final TrackedEvent event, final WorkingProfile profile) {
            if (event == null) {
                return;
            }
            final TrackedEvent timed = event.time() == null ? event.at(now) : event;
            events.add(new UserEvent(profile, timed));
            if (timed.active()) {
                final WorkingProfile.Content content = profile.content();
                final Instant lastActive =
                        new LastActive.NotBefore(timed.time()).apply(content.lastActive());
                set.change(profile, content.toBuilder().lastActive(lastActive).build());
            }
        }

        private void noteUnfit(final ImportRow row, final WorkingProfile profile) {
            final Map<String, Object> present = profile.content().attributes();
            row.command()
                    .change()
                    .attributes()
                    .forEach(
                            (name, change) ->
                                    change.unfit(
                                            name,
                                            present.get(name),
                                            unfit -> note(row, new Finding.NoWholeNumber(unfit))));
        }

        private void note(final ImportRow row, final Finding finding) {
            warnings.add(row.warned(batch.wording().apply(finding)));
        }

        Counts counts() {
            long created = 0;
            long updated = 0;
            long unchanged = 0;
            for (final WorkingProfile profile : named) {
                if (profile.isNew()) {
                    created++;
                } else if (profile.isChanged()) {
                    updated++;
                } else {
                    unchanged++;
                }
            }
            return Counts.NONE
                    .plus(Count.SKIPPED, skipped)
                    .plus(Count.WARNINGS, warnings.size())
                    .plus(Count.CREATED, created)
                    .plus(Count.UPDATED, updated)
                    .plus(Count.UNCHANGED, unchanged)
                    .plus(Count.DEVICES, devices)
                    .plus(Count.EVENTS, events.size());
        }
    }
}
