// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a batch changes in one profile.
 *
 * @param userId whose
 * @param change the rows of the user as one, in file order
 * @param line of the file on which the first of them starts
 */
record KeyedChange(String userId, UserChange change, long line) {

    /**
     * Folds rows by user, where that is all they need.
     *
     * @return one change a user, in the order in which the users come first; nothing when a row
     *     does more than change the profile of a user who is named by id
     */
    static Optional<List<KeyedChange>> fold(final List<ImportRow> rows) {
        final Map<String, KeyedChange> byUser = LinkedHashMap.newLinkedHashMap(rows.size());
        for (final ImportRow row : rows) {
            final RowCommand command = row.command();
            if (!(command.key() instanceof UserKey.ById byId) || doesMore(command)) {
                return Optional.empty();
            }
            final KeyedChange change = new KeyedChange(byId.id(), command.change(), row.line());
            final KeyedChange before = byUser.putIfAbsent(byId.id(), change);
            if (before != null) {
                if (before.mayNotFit() || change.mayNotFit()) {
                    return Optional.empty();
                }
                byUser.put(byId.id(), before.then(change));
            }
        }
        return Optional.of(List.copyOf(byUser.values()));
    }

    private KeyedChange then(final KeyedChange next) {
        return new KeyedChange(userId, change.then(next.change), Math.min(line, next.line));
    }

    private static boolean doesMore(final RowCommand command) {
        return command.skipped()
                || !command.devices().isEmpty()
                || command.event() != null
                || command.newUserId() != null
                || command.createDisposition() == CreateDisposition.CREATE_NEVER;
    }

    /** Once folded with another, nobody could tell that it met a value of no fit type. */
    private boolean mayNotFit() {
        return AttributeChange.anyMayNotFit(change.attributes().values());
    }
}
