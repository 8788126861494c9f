// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import java.util.Collection;
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
 * @param lists whether lists are set; {@code @>} takes a list for contained that is only a part
 */
record PatchShape(SortedSet<String> merged, boolean deep, boolean lists) {

    /**
     * The shape of changes that only set values.
     *
     * @return nothing when the result of some change cannot be told from the change alone
     */
    static Optional<PatchShape> of(final List<UserChange> changes) {
        final Scan scan = new Scan();
        for (final UserChange change : changes) {
            scan.system(change.system().values());
            change.attributes().forEach(scan::attribute);
        }
        // A statement that merges objects would also merge one that is to replace another.
        final boolean ambiguous = scan.assignsObjects && !scan.merged.isEmpty();
        return scan.needsPresentValues || ambiguous
                ? Optional.empty()
                : Optional.of(new PatchShape(scan.merged, scan.deep, scan.lists));
    }

    private static final class Scan {
        private final SortedSet<String> merged = new TreeSet<>();
        private boolean needsPresentValues;
        private boolean assignsObjects;
        private boolean deep;
        private boolean lists;

        void system(final Collection<AttributeChange> changes) {
            for (final AttributeChange change : changes) {
                needsPresentValues |= !(change instanceof AttributeChange.Assign);
            }
        }

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
            switch (change) {
                case AttributeChange.Assign assign -> {
                    lists |= assign.value() instanceof List<?>;
                    assignsObjects |= assign.value() instanceof Map<?, ?>;
                }
                case AttributeChange.Clear clear -> needsPresentValues = true;
                case AttributeChange.Merge merge -> throw new IllegalArgumentException();
            }
        }
    }
}
