// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.util.function.Function;

/**
 * Applies batches to what is stored at one moment, where nobody sees it, and tells what differs
 * then. Nothing of it is left afterwards, however it ends; nobody waits for it, and it for nobody.
 */
public interface DryRunSession extends AutoCloseable {

    /**
     * Begins it, at the moment whose users it is about.
     *
     * @throws StoreException when it cannot begin
     */
    void begin() throws StoreException;

    /**
     * What prepares the batches, one after the other, as {@link PartStore#preparation} does. May be
     * asked for again, once it has begun.
     */
    Function<Batch, DryRunBatch> preparation();

    /**
     * Tells what has changed and is not told yet. No batch comes afterwards.
     *
     * @throws IOException when the {@link ChangeSink} failed
     */
    void end() throws StoreException, IOException;

    /** Drops all of it. */
    @Override
    void close();
}
