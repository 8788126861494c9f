// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.UserChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a batch's changes have in common, which decides the statement that writes them.
 *
 * @param merged names of the attributes of which fields are set, the others kept
 * @param deep whether fields of fields are
 * @param whole whether lists or objects are set as a whole; {@code @>} takes one for contained that
 *     is only a part of what there is
 */
record PatchShape(SortedSet<String> merged, boolean deep, boolean whole) {

    /**
     * The shape of changes that only set values.
     *
     * @return nothing when the result of some change cannot be told from the change alone
     */
    static Optional<PatchShape> of(final List<KeyedChange> changes) {
        final Scan scan = new Scan();
        for (final KeyedChange each : changes) {
            final UserChange change = each.change();
            if (!setsOnly(change)) {
                return Optional.empty();
            }
            change.attributes().forEach(scan::attribute);
        }
        // A statement that merges objects would also merge one that is to replace another.
        final boolean ambiguous = scan.assignsObjects && !scan.merged.isEmpty();
        return scan.needsPresentValues || ambiguous
                ? Optional.empty()
                : Optional.of(
                        new PatchShape(
                                scan.merged, scan.deep, scan.assignsLists || scan.assignsObjects));
    }

    private static boolean setsOnly(final UserChange change) {
        return change.eventTotals().isEmpty()
                && change.stateTotals().isEmpty()
                && change.tags() == null
                && change.unsubscribedChannels() == null
                && change.unsubscribedCategories() == null
                && isSetOrKept(change.email())
                && (change.lastActive() == null || change.lastActive() instanceof LastActive.At)
                && change.system().values().stream().allMatch(PatchShape::isSetOrKept);
    }

    private static boolean isSetOrKept(final AttributeChange change) {
        return change == null || change instanceof AttributeChange.Assign;
    }

    private static final class Scan {
        private final SortedSet<String> merged = new TreeSet<>();
        private boolean needsPresentValues;
        private boolean assignsObjects;
        private boolean deep;
        private boolean assignsLists;

        void attribute(final String name, final AttributeChange change) {
            if (change instanceof AttributeChange.Merge merge) {
                merged.add(name);
                merge.fields().values().forEach(this::field);
            } else {
                leaf(change);
            }
        }

        private void field(final AttributeChange change) {
            if (change instanceof AttributeChange.Merge merge) {
                deep = true;
                merge.fields().values().forEach(this::field);
            } else {
                leaf(change);
            }
        }

        private void leaf(final AttributeChange change) {
            if (change instanceof AttributeChange.Assign assign) {
                assignsLists |= assign.value() instanceof List<?>;
                assignsObjects |= assign.value() instanceof Map<?, ?>;
            } else {
                needsPresentValues = true;
            }
        }
    }
}
