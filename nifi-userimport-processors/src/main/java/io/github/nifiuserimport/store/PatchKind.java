// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import java.util.List;
import java.util.Map;

/** What a batch's changes need of the statement that writes them; later ones can do more. */
enum PatchKind {
    /** Only values set: jsonb's {@code ||}. */
    FLAT,
    /** Objects merge with what is there: the function {@code merge_patch}. */
    MERGING,
    /** The result cannot be told from the change alone: read, compose in Java, write. */
    NEEDS_PRESENT_VALUES;

    static PatchKind of(final List<UserChange> changes) {
        boolean merges = false;
        boolean assignsObjects = false;
        for (final UserChange change : changes) {
            if (clears(change.system())) {
                return NEEDS_PRESENT_VALUES;
            }
            for (final AttributeChange attribute : change.attributes().values()) {
                switch (attribute) {
                    case AttributeChange.Clear clear -> {
                        return NEEDS_PRESENT_VALUES;
                    }
                    case AttributeChange.Assign assign ->
                            assignsObjects |= assign.value() instanceof Map<?, ?>;
                    case AttributeChange.Merge merge -> {
                        if (!onlySets(merge)) {
                            return NEEDS_PRESENT_VALUES;
                        }
                        merges = true;
                    }
                }
            }
        }
        // merge_patch would merge an object that is to replace.
        if (merges && assignsObjects) {
            return NEEDS_PRESENT_VALUES;
        }
        return merges ? MERGING : FLAT;
    }

    private static boolean clears(final Map<String, AttributeChange> changes) {
        return changes.values().stream().anyMatch(AttributeChange.Clear.class::isInstance);
    }

    private static boolean onlySets(final AttributeChange.Merge merge) {
        return merge.fields().values().stream()
                .allMatch(
                        change ->
                                switch (change) {
                                    case AttributeChange.Assign assign ->
                                            !(assign.value() instanceof Map<?, ?>);
                                    case AttributeChange.Merge nested -> onlySets(nested);
                                    case AttributeChange.Clear clear -> false;
                                });
    }
}
