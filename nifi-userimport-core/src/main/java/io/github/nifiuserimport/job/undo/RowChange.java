// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import java.util.Map;

/**
 * One of the changes that were made of a user, a device, an event or an address.
 *
 * @param before its fields before the change
 * @param after its fields after it; null where the change removed it
 * @param operations see {@link io.github.nifiuserimport.profile.FieldOperations}
 * @param own whether the job made it that is undone, or an undo of it, or one of that undo: all of
 *     these together are what is to be taken back
 * @param settled whether it was taken back since, or took such a change back: it is passed over
 * @param job id of the job that made it; null where none did
 */
public record RowChange(
        Map<String, Object> before,
        Map<String, Object> after,
        Map<String, Object> operations,
        boolean own,
        boolean settled,
        String job) {

    /** Whether somebody else made it. */
    boolean byOthers() {
        return !own && !settled;
    }
}
