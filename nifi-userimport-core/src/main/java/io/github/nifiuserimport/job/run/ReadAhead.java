// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.row.FileFault;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Has the next batch read, and prepared for the store, while the present one is applied: the file
 * and the database are then at work at once. One batch ahead and no more. What goes wrong while
 * reading is told when the batch is asked for, after those before it are applied, as if it were
 * read then.
 *
 * <p>The batches are read by one thread after the other, never by two at once. Close it before what
 * it reads from: then nobody is reading any more.
 */
final class ReadAhead implements AutoCloseable {

    private final BatchReader batches;
    private final Function<Batch, PreparedBatch> preparing;
    private ExecutorService thread;
    private Future<PreparedBatch> ahead;

    ReadAhead(final BatchReader batches, final Function<Batch, PreparedBatch> preparing) {
        this.batches = batches;
        this.preparing = preparing;
    }

    /** The next batch; there is none behind the last one. */
    PreparedBatch next() throws IOException, FileFault {
        // The first one by this thread: most files have no other.
        final PreparedBatch next = ahead == null ? read() : awaited();
        if (!next.batch().last()) {
            if (thread == null) {
                thread = HelperThreads.start(1, "reading ahead");
            }
            ahead = thread.submit(this::read);
        }
        return next;
    }

    private PreparedBatch read() throws IOException, FileFault {
        return preparing.apply(batches.next());
    }

    private PreparedBatch awaited() throws IOException, FileFault {
        try {
            return ahead.get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the file was read", e);
        } catch (final ExecutionException e) {
            switch (e.getCause()) {
                case IOException content -> throw content;
                case FileFault fault -> throw fault;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Waits until nothing is read any more; what was read ahead is dropped. */
    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
