// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.KeptField;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step of an undo came to.
 *
 * @param changed rows that were put back to what they were
 * @param back rows that are there again
 * @param removed rows that are gone
 * @param partly rows of which something stays as it is
 * @param kept what stays
 */
record StepResult(long changed, long back, long removed, long partly, List<KeptField> kept) {

    static final StepResult NOTHING = new StepResult(0, 0, 0, 0, List.of());

    /** The same, and some rows more. */
    StepResult plus(final long moreChanged, final long moreBack) {
        return new StepResult(changed + moreChanged, back + moreBack, removed, partly, kept);
    }

    /** Both together, of different rows. */
    StepResult plus(final StepResult other) {
        return new StepResult(
                changed + other.changed,
                back + other.back,
                removed + other.removed,
                partly + other.partly,
                Stream.concat(kept.stream(), other.kept.stream()).toList());
    }
}
