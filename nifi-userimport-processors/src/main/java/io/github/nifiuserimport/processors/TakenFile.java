// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.order.FileOrder;
import io.github.nifiuserimport.job.order.QueuedFile;
import org.apache.nifi.flowfile.FlowFile;

/** A file that one task imports, and its place in the order of files until that is at its end. */
final class TakenFile implements AutoCloseable {

    private final FlowFile file;

    /** Null, as is the place, where no order is kept. */
    private final FileOrder order;

    private final QueuedFile place;
    private boolean ended;

    /** One that nothing waits for. */
    TakenFile(final FlowFile file) {
        this(file, null, null);
    }

    /**
     * @param place that the file keeps if it comes back to its queue
     */
    TakenFile(final FlowFile file, final FileOrder order, final QueuedFile place) {
        this.file = file;
        this.order = order;
        this.place = place;
    }

    FlowFile file() {
        return file;
    }

    QueuedFile place() {
        return place;
    }

    /** Notes which key an import has reached that goes in order of keys. */
    void reached(final byte[] key) {
        if (order != null) {
            order.reached(place, key);
        }
    }

    /** Nothing of the file is left to be applied: those that waited for it may begin. */
    void end() {
        ended = true;
    }

    @Override
    public void close() {
        if (order == null) {
            return;
        }
        if (ended) {
            order.done(place);
        } else {
            order.back(place);
        }
    }
}
