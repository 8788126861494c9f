// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;

/** Makes what an API would reply the content of a FlowFile. */
final class Replies {

    private Replies() {}

    /**
     * Writes a reply's body.
     *
     * @throws StoreException when the store cannot tell all of it; the content is as it was then
     */
    static FlowFile write(final ProcessSession session, final FlowFile file, final HttpReply reply)
            throws StoreException {
        final AtomicReference<StoreException> failure = new AtomicReference<>();
        try {
            return session.write(
                    file,
                    output -> {
                        try {
                            reply.body().write(output);
                        } catch (final StoreException failed) {
                            failure.set(failed);
                            throw new IOException(failed);
                        }
                    });
        } catch (final ProcessException notWritten) {
            if (failure.get() != null) {
                throw failure.get();
            }
            throw notWritten;
        }
    }
}
