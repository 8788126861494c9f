// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes the rows of a batch, and keeps the transaction for when the batch's turn has come. */
final class Writing implements Runnable {

    private final BatchStore store;
    private final PreparedBatch batch;
    private final boolean ahead;
    private final CompletableFuture<Void> mayBegin;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<BatchTransaction> written = new CompletableFuture<>();
    private volatile boolean givenBack;

    /**
     * @param before what begins first, so that its users count as the older ones
     */
    Writing(final BatchStore store, final PreparedBatch batch, final Optional<Writing> before) {
        this.store = store;
        this.batch = batch;
        ahead = before.isPresent();
        mayBegin = before.map(other -> other.begun).orElse(CompletableFuture.completedFuture(null));
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
                write(store.begin(batch));
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
     * @param patience how long to wait
     * @throws TimeoutException when they were not by then
     * @throws ExecutionException with what went wrong with them
     */
    BatchTransaction written(final Duration patience)
            throws InterruptedException, TimeoutException, ExecutionException {
        return written.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Has the rows rolled back: now, or as soon as they are written. Not committed afterwards. */
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
