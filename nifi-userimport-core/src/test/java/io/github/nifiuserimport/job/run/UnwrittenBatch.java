// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import java.util.Optional;
import java.util.Set;

/**
 * A batch that is prepared for no store.
 *
 * @param users whom it writes, where it looks at nothing else
 */
record UnwrittenBatch(Batch batch, Optional<Set<String>> users) implements PreparedBatch {

    /** One that may look at any user. */
    UnwrittenBatch(final Batch batch) {
        this(batch, Optional.empty());
    }
}
