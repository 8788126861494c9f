// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.profile.Suppressions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All by which rows may find users, or touch them, each with the first line on which it stands.
 *
 * @param userIds ids, also those that users are to have
 * @param emails addresses that users are found by
 * @param listed addresses of a list of them, in lower case
 * @param given addresses that users are given, who are given then what is kept for the address
 * @param devices ids of devices
 */
record NamedUsers(
        Map<String, Long> userIds,
        Map<String, Long> emails,
        Map<String, Long> listed,
        Map<String, Long> given,
        Map<String, Long> devices) {

    static NamedUsers of(final List<ImportRow> rows) {
        final NamedUsers named =
                new NamedUsers(
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>());
        rows.forEach(row -> named.add(row.command(), row.line()));
        return named;
    }

    private void add(final RowCommand command, final long line) {
        switch (command.key()) {
            case UserKey.ById byId -> add(userIds, byId.id(), line);
            case UserKey.ByEmail byEmail -> {
                add(emails, byEmail.email(), line);
                add(given, byEmail.email(), line);
            }
            case UserKey.EveryoneWithEmail everyone ->
                    add(listed, Suppressions.lowerCase(everyone.email()), line);
            case UserKey.ByDevice byDevice -> {
                add(devices, byDevice.deviceId(), line);
                add(userIds, byDevice.deviceId(), line);
            }
        }
        for (final DeviceChange device : command.devices()) {
            add(devices, device.deviceId(), line);
        }
        if (command.newUserId() != null) {
            add(userIds, command.newUserId().id(), line);
        }
        if (command.change().email() instanceof AttributeChange.Assign assign) {
            add(given, String.valueOf(assign.value()), line);
        }
    }

    private static void add(final Map<String, Long> names, final String name, final long line) {
        names.merge(name, line, Math::min);
    }

    /**
     * Whether rows concern users' devices: they name one, or a user may turn out to be that of one.
     */
    static boolean concernDevices(final List<ImportRow> rows) {
        return rows.stream()
                .map(ImportRow::command)
                .anyMatch(
                        command ->
                                command.key() instanceof UserKey.ByDevice
                                        || !command.devices().isEmpty()
                                        || command.newUserId() != null);
    }

    /** Whether rows take unsubscriptions back, which are taken back for the address then too. */
    static boolean resubscribe(final List<ImportRow> rows) {
        return rows.stream().anyMatch(row -> Suppressions.lifts(row.command().change()));
    }
}
