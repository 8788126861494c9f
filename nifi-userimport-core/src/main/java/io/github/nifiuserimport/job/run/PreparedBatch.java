// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import java.util.Optional;
import java.util.Set;

/** A batch in the form in which its store applies it. */
public interface PreparedBatch {

    /** What was prepared. */
    Batch batch();

    /**
     * The ids of the users whose profiles the batch writes, where it looks at nothing else: a batch
     * of other users may be written before it, after it, or meanwhile. Nothing where what its rows
     * do depends on other users, as one does who is found by e-mail.
     */
    Optional<Set<String>> users();
}
