// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The changes between the images of a row: what came of one is what the next one found. */
final class RowChanges {

    private RowChanges() {}

    /**
     * Those from the first one of the job's on.
     *
     * @param images of the row, in the order of the changes
     * @param present what it is now; null where it is no more
     */
    static List<RowChange> of(
            final List<Image> images, final Map<String, Object> present, final UndoneJob job) {
        final List<RowChange> changes = new ArrayList<>();
        for (int at = 0; at < images.size(); at++) {
            final Image image = images.get(at);
            final boolean own = job.isOwn(image.number());
            if (own || !changes.isEmpty()) {
                final Map<String, Object> next =
                        at + 1 < images.size() ? images.get(at + 1).fields() : present;
                changes.add(
                        new RowChange(
                                image.fields(),
                                image.deleted() ? null : next,
                                image.operations(),
                                own,
                                job.isSettled(image.number()),
                                image.jobId()));
            }
        }
        return changes;
    }
}
