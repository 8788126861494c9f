// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import java.util.Map;

/**
 * One of the changes that were made of a user, a device, an event or an address.
 *
 * @param before its fields before the change
 * @param after its fields after it; null where the change removed it
 * @param operations see {@link io.github.nifiuserimport.profile.FieldOperations}
 * @param own whether it is to be taken back, or has been by an undo; else somebody else made it
 * @param undoing whether an undo of the same job made it, or it is undone itself: it is passed over
 * @param job id of the job that made it; null where none did
 */
public record RowChange(
        Map<String, Object> before,
        Map<String, Object> after,
        Map<String, Object> operations,
        boolean own,
        boolean undoing,
        String job) {

    /** Whether somebody else made it. */
    boolean byOthers() {
        return !own && !undoing;
    }
}
