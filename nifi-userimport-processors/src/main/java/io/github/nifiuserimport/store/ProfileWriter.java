// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.profile.UserChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes a batch's changes into {@code user_profile}, in as few statements as they allow. */
final class ProfileWriter {

    private final AssigningUpsert assigning;
    private final LockingUpdate locking;

    ProfileWriter(final SchemaName schema) {
        assigning = new AssigningUpsert(schema);
        locking = new LockingUpdate(schema);
    }

    /**
     * Applies changes, one per user, within the caller's transaction.
     *
     * @return how many profiles were created, updated, and left as they were
     */
    Counts write(final Connection connection, final String appId, final List<UserChange> changes)
            throws SQLException {
        if (changes.isEmpty()) {
            return Counts.NONE;
        }
        // One order for all: parts that touch the same users wait for each other, none deadlock.
        final List<UserChange> sorted = changes.stream().sorted(KeyOrder.INSTANCE).toList();
        final Optional<PatchShape> shape = PatchShape.of(sorted);
        return shape.isPresent()
                ? assigning.write(connection, appId, sorted, shape.get())
                : locking.write(connection, appId, sorted);
    }
}
