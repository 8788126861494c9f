// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;

/** A batch of a dry run, with everything done that needs no database. */
@FunctionalInterface
public interface DryRunBatch {

    /**
     * Does what applying the batch would do, where nobody sees it. Batches are written one after
     * the other, in the order in which an import would apply them.
     *
     * @throws StoreException when the store failed, and the dry run with it
     * @throws IOException when the {@link ChangeSink} failed
     * @throws RepeatedUserException see there
     */
    WrittenBatch write() throws StoreException, IOException;
}
