// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.List;

/**
 * All that a row says.
 *
 * @param key whose profile
 * @param createDisposition what to do when there is no such user
 * @param change what changes in the profile
 * @param devices the devices the row names, each once; may be empty
 * @param event the event it tracks, or null
 * @param newUserId the id the user is to have from now on, or null
 * @param warnings of what the row says but is left out
 * @param skipped whether all of the row is left out, as its warnings say
 */
public record RowCommand(
        UserKey key,
        CreateDisposition createDisposition,
        UserChange change,
        List<DeviceChange> devices,
        TrackedEvent event,
        NewUserId newUserId,
        List<RowWarning> warnings,
        boolean skipped) {

    /** A row that is not skipped. */
    public RowCommand(
            final UserKey key,
            final CreateDisposition createDisposition,
            final UserChange change,
            final List<DeviceChange> devices,
            final TrackedEvent event,
            final NewUserId newUserId,
            final List<RowWarning> warnings) {
        this(key, createDisposition, change, devices, event, newUserId, warnings, false);
    }

    /** The same, all of it left out with a warning of why. */
    public RowCommand skipped(final RowWarning why) {
        return new RowCommand(
                key, createDisposition, change, devices, event, newUserId, List.of(why), true);
    }

    /** A row that only changes the profile of a user, created if need be. */
    public static RowCommand of(final UserKey key, final UserChange change) {
        return new RowCommand(
                key, CreateDisposition.CREATE_IF_NEEDED, change, List.of(), null, null, List.of());
    }
}
