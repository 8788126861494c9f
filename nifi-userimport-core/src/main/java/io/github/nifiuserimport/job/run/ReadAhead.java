// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Reads the next batch, and prepares it for the store, while the present one is applied, so that
 * reading the file and writing to the database overlap. It is one batch ahead and no more. What
 * goes wrong while reading is thrown when the batch is asked for, as if it were read only then.
 *
 * <p>The batches are read by one thread after the other, never by two at once. Close it before the
 * reader: nobody reads any more once {@link #close} has returned.
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

    /**
     * The next batch; there is none behind the last one.
     *
     * @throws IOException when the file cannot be read, or the thread is interrupted
     * @throws FileFault when the file is at fault as a whole
     */
    PreparedBatch next() throws IOException, FileFault {
        // The first one by this thread: most files have no other.
        final PreparedBatch next = ahead == null ? read() : awaited();
        if (!next.batch().last()) {
            if (thread == null) {
                thread = helpers(1, "reading ahead");
            }
            ahead = thread.submit(this::read);
        }
        return next;
    }

    /**
     * Starts threads that do a part of the present thread's work.
     *
     * @param max how many at most
     * @param doing what, for people who look at the threads
     */
    static ExecutorService helpers(final int max, final String doing) {
        final Thread caller = Thread.currentThread();
        final AtomicInteger started = new AtomicInteger();
        return Executors.newFixedThreadPool(
                max,
                work -> {
                    final Thread thread =
                            new Thread(
                                    work,
                                    Text.format(
                                            "%s, %s %d",
                                            caller.getName(), doing, started.incrementAndGet()));
                    thread.setDaemon(true);
                    // In NiFi, readers and drivers find their classes by it.
                    thread.setContextClassLoader(caller.getContextClassLoader());
                    return thread;
                });
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
