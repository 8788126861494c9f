// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.List;

/**
 * All that a row says.
 *
 * @param key whose profile
 * @param createDisposition what to do when there is no such user
 * @param change what changes in the profile
 * @param device the device the row names, or null
 * @param event the event it tracks, or null
 * @param newUserId the id the user is to have from now on, or null: no user has the id yet and it
 *     is a rename; one has it and the two become one (spec/leanplum, {@code newUserId})
 * @param warnings of what the row says but is left out
 */
public record RowCommand(
        UserKey key,
        CreateDisposition createDisposition,
        UserChange change,
        DeviceChange device,
        TrackedEvent event,
        String newUserId,
        List<RowWarning> warnings) {

    /** A row that only changes the profile of a user, created if need be. */
    public static RowCommand of(final UserKey key, final UserChange change) {
        return new RowCommand(
                key, CreateDisposition.CREATE_IF_NEEDED, change, null, null, null, List.of());
    }
}
