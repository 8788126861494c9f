// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Applies the batches of a part on several connections, so that one file keeps several cores of the
 * database busy. Up to {@code maxBatches} of them are written at the same time, each in a
 * transaction of its own; they are committed in the part's order. Whenever the import ends, what is
 * applied is therefore the part up to the end of some batch.
 *
 * <p>A batch is written ahead of its turn only if it has no user in common with those that are not
 * committed yet.
 *
 * <p>A batch that is written and waits for its turn keeps its users locked. PostgreSQL does not
 * know what it waits for, so it could not detect a deadlock with another client that waits for one
 * of these users and itself holds up the batch whose turn it is. When that batch takes longer than
 * a timeout, those ahead of their turn are therefore rolled back, and the rest of the part is
 * applied one batch after the other; likewise when something goes wrong ahead of its turn.
 */
final class ApplyAhead implements AutoCloseable {

    private final ReadAhead batches;
    private final int maxBatches;
    private final Duration timeout;
    private final ImportProgress progress;

    /** In the part's order; the first of them is the one whose turn it is. */
    private final Deque<Writing> writing = new ArrayDeque<>();

    /** Read, and not begun; or null. */
    private PreparedBatch upcoming;

    /** Why there is no next batch, or null. It is thrown when those before it are applied. */
    private Exception fault;

    private boolean allRead;

    /** Whether batches are still written ahead of their turn. */
    private boolean ahead;

    private ExecutorService threads;

    /**
     * @param maxBatches how many batches may be written at the same time
     * @param timeout how long a batch may take before those ahead of their turn are rolled back
     * @param progress hears when batches are no longer written at the same time
     */
    ApplyAhead(
            final ReadAhead batches,
            final int maxBatches,
            final Duration timeout,
            final ImportProgress progress) {
        this.batches = batches;
        this.maxBatches = maxBatches;
        this.timeout = timeout;
        this.progress = progress;
        ahead = maxBatches > 1;
    }

    /**
     * Applies the next batch; there is none behind the last one.
     *
     * @return where the part stands now
     * @throws StoreException when the batch could not be applied, in its turn
     * @throws IOException when the file cannot be read, or the thread is interrupted
     * @throws FileFault when the file is at fault as a whole
     */
    PartProgress next() throws StoreException, IOException, FileFault {
        if (writing.isEmpty()) {
            final PreparedBatch first = first();
            // By this thread, where nothing can be done meanwhile: most files have one batch.
            if (!ahead || first.batch().last() || first.users().isEmpty()) {
                return first.apply();
            }
            begin(first);
        }
        while (ahead && writing.size() < maxBatches && isReady()) {
            begin(upcoming);
        }
        final PartProgress applied = finish(writing.getFirst());
        writing.removeFirst();
        return applied;
    }

    private PreparedBatch first() throws IOException, FileFault {
        read();
        switch (fault) {
            case null -> {}
            case IOException content -> throw content;
            case FileFault file -> throw file;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(fault);
        }
        final PreparedBatch first = upcoming;
        upcoming = null;
        return first;
    }

    /** Whether there is a next batch that may be written before those in work are applied. */
    private boolean isReady() {
        read();
        return upcoming != null
                && upcoming.users().isPresent()
                && writing.stream()
                        .allMatch(before -> disjoint(before.batch(), upcoming.users().get()));
    }

    private static boolean disjoint(final PreparedBatch batch, final Set<String> users) {
        return Collections.disjoint(batch.users().orElseThrow(), users);
    }

    private void read() {
        if (upcoming != null || fault != null || allRead) {
            return;
        }
        try {
            upcoming = batches.next();
            allRead = upcoming.batch().last();
        } catch (final IOException | FileFault | RuntimeException e) {
            fault = e;
        }
    }

    private void begin(final PreparedBatch batch) {
        if (threads == null) {
            threads = ReadAhead.helpers(maxBatches, "applying");
        }
        final Writing begun = new Writing(batch, Optional.ofNullable(writing.peekLast()));
        writing.addLast(begun);
        upcoming = null;
        threads.execute(begun);
    }

    /** Applies the batch whose turn has come. */
    private PartProgress finish(final Writing first) throws StoreException, IOException {
        if (first.isGivenBack()) {
            return first.batch().apply();
        }
        try (BatchTransaction transaction = awaited(first)) {
            return transaction.commit();
        } catch (final StoreException failed) {
            if (failed.jobEnded() || !first.isAhead() && !failed.againAtOnce()) {
                throw failed;
            }
            // Also, it may be what was written ahead that stands in the way of the next try.
            oneByOne(
                    (first.isAhead() ? "what was written ahead failed: " : "a batch failed: ")
                            + failed.getMessage());
            return again(first, failed);
        }
    }

    /** Now that it is its turn: to have tried it early, or but once, must not be what fails it. */
    private PartProgress again(final Writing first, final StoreException before)
            throws StoreException {
        try {
            return first.batch().apply();
        } catch (final StoreException failed) {
            failed.addSuppressed(before);
            throw failed;
        }
    }

    private BatchTransaction awaited(final Writing first) throws StoreException, IOException {
        while (true) {
            try {
                return first.written(timeout);
            } catch (final TimeoutException slow) {
                oneByOne(Text.format("a batch takes longer than %d s", timeout.toSeconds()));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while rows were applied", e);
            } catch (final ExecutionException e) {
                throw reason(e);
            }
        }
    }

    private static StoreException reason(final ExecutionException failed) {
        return switch (failed.getCause()) {
            case StoreException store -> store;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failed.getCause());
        };
    }

    /** Nothing is written ahead of its turn any more, and nothing stays that was. */
    private void oneByOne(final String reason) {
        if (ahead) {
            ahead = false;
            progress.batchByBatch(reason);
        }
        writing.stream().skip(1).forEach(Writing::giveBack);
    }

    /** Waits until nothing is written any more, and rolls back what is not applied. */
    @Override
    public void close() {
        writing.forEach(Writing::giveBack);
        if (threads != null) {
            threads.close();
        }
    }

    /** Writes the rows of a batch, and keeps the transaction for when the batch's turn has come. */
    private static final class Writing implements Runnable {

        private final PreparedBatch batch;
        private final boolean ahead;
        private final CompletableFuture<Void> mayBegin;
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final CompletableFuture<BatchTransaction> written = new CompletableFuture<>();
        private volatile boolean givenBack;

        /**
         * @param before what begins first, since it needs a connection first
         */
        Writing(final PreparedBatch batch, final Optional<Writing> before) {
            this.batch = batch;
            ahead = before.isPresent();
            mayBegin =
                    before.map(other -> other.begun)
                            .orElse(CompletableFuture.completedFuture(null));
        }

        PreparedBatch batch() {
            return batch;
        }

        /** Whether it was not the batch's turn yet when this was made. */
        boolean isAhead() {
            return ahead;
        }

        @Override
        public void run() {
            try {
                mayBegin.join();
                if (!givenBack) {
                    write(batch.begin());
                }
            } catch (final Throwable failed) {
                written.completeExceptionally(failed);
            } finally {
                begun.complete(null);
            }
        }

        private void write(final BatchTransaction transaction) throws StoreException {
            begun.complete(null);
            try {
                transaction.write();
            } catch (final Throwable failed) {
                try (transaction) {
                    throw failed;
                }
            }
            written.complete(transaction);
        }

        /**
         * The transaction, once the rows are written.
         *
         * @param timeout how long to wait
         * @throws TimeoutException when they were not by then
         * @throws ExecutionException with what went wrong with them
         */
        BatchTransaction written(final Duration timeout)
                throws InterruptedException, TimeoutException, ExecutionException {
            return written.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }

        /**
         * Has the rows rolled back: now, or as soon as they are written. Not committed afterwards.
         */
        @SuppressWarnings("FutureReturnValueIgnored")
        void giveBack() {
            // Once: the connection may be another import's by the second time.
            if (!givenBack) {
                givenBack = true;
                written.thenAccept(BatchTransaction::close);
            }
        }

        boolean isGivenBack() {
            return givenBack;
        }
    }
}
