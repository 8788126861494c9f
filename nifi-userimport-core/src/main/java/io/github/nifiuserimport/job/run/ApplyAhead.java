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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;

/**
 * Applies batches one after the other, and has the rows of the next ones written meanwhile, each in
 * a transaction of its own: the database then works for one file on several cores. They are
 * committed in file order, so whenever it ends, what is applied is the file up to a batch's end,
 * and no batch is written ahead that has a user in common with one before it.
 *
 * <p>What is written ahead keeps users locked while it waits for its turn, which the database does
 * not know of, so it would not see that somebody waits for it in turn. When the batch whose turn it
 * is takes long, those ahead are therefore rolled back, and the rest of the part goes batch by
 * batch; so it does when something goes wrong ahead of its turn.
 */
final class ApplyAhead implements AutoCloseable {

    private final ReadAhead batches;
    private final BatchStore store;
    private final int most;
    private final Duration patience;
    private final ImportProgress progress;

    /** In file order; the first of them is the one whose turn it is. */
    private final Deque<Writing> writing = new ArrayDeque<>();

    /** Read, and not begun. */
    private PreparedBatch upcoming;

    /** Why there is no next batch. It is told when those before it are applied. */
    private Exception fault;

    private boolean allRead;
    private boolean ahead;
    private ExecutorService threads;

    /**
     * @param most how many batches may be in work at once
     * @param patience how long a batch may take before those ahead of their turn are rolled back
     * @param progress hears when batches are no longer written at once
     */
    ApplyAhead(
            final ReadAhead batches,
            final BatchStore store,
            final int most,
            final Duration patience,
            final ImportProgress progress) {
        this.batches = batches;
        this.store = store;
        this.most = most;
        this.patience = patience;
        this.progress = progress;
        ahead = most > 1;
    }

    /** Applies the next batch; there is none behind the last one. */
    PartProgress next() throws StoreException, IOException, FileFault {
        if (writing.isEmpty()) {
            final PreparedBatch first = first();
            // By this thread, where nothing can be done meanwhile: most files have one batch.
            if (!ahead || first.batch().last() || first.users().isEmpty()) {
                return store.apply(first);
            }
            begin(first);
        }
        while (ahead && writing.size() < most && isReady()) {
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
            threads = HelperThreads.start(most, "applying");
        }
        final Writing begun = new Writing(store, batch, Optional.ofNullable(writing.peekLast()));
        writing.addLast(begun);
        upcoming = null;
        threads.execute(begun);
    }

    /** Applies the batch whose turn has come. */
    private PartProgress finish(final Writing first) throws StoreException, IOException {
        if (first.isGivenBack()) {
            return store.apply(first.batch());
        }
        try (BatchTransaction transaction = awaited(first)) {
            return transaction.commit();
        } catch (final StoreException failed) {
            if (!first.isAhead() && !failed.againAtOnce()) {
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
            return store.apply(first.batch());
        } catch (final StoreException failed) {
            failed.addSuppressed(before);
            throw failed;
        }
    }

    private BatchTransaction awaited(final Writing first) throws StoreException, IOException {
        while (true) {
            try {
                return first.written(patience);
            } catch (final TimeoutException slow) {
                oneByOne(Text.format("a batch takes longer than %d s", patience.toSeconds()));
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
}
