// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A store that holds nothing and tells what it was asked for, {@code commit 3} for the batch of row
 * 3. A step can be held up or made to fail. Batches are of one row.
 */
final class WatchedStore {

    /** A test that fails must not hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    private final List<String> events = new ArrayList<>();
    private final List<Long> applied = new ArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final Map<String, CountDownLatch> held = new HashMap<>();
    private final Map<String, Exception> failures = new HashMap<>();
    private final Map<String, String> lastingFailures = new HashMap<>();
    private final List<Set<String>> users = new ArrayList<>();
    private int rows;
    private int open;

    /**
     * Sets the file.
     *
     * @param batches the users of each batch, or null for one that may look at any
     */
    @SafeVarargs
    final void file(final Set<String>... batches) {
        users.clear();
        for (final Set<String> batch : batches) {
            users.add(batch);
        }
        rows = batches.length;
    }

    /** The file has fewer rows than it had. */
    void tornAfter(final int count) {
        rows = count;
    }

    ReadAhead readAhead() throws IOException, FileFault {
        final StringBuilder text = new StringBuilder("userId\n");
        for (int row = 0; row < rows; row++) {
            text.append("user").append(row).append('\n');
        }
        final RowReader reader =
                CsvFormat.defaults()
                        .open(
                                new ByteArrayInputStream(
                                        text.toString().getBytes(StandardCharsets.UTF_8)),
                                LAYOUT);
        return new ReadAhead(
                new BatchReader(
                        reader,
                        LAYOUT.bind(reader),
                        ImportSettings.ofBatchRows(1),
                        UnwrittenBatch.DELIVERY,
                        0,
                        users.size(),
                        Instant.now(),
                        Optional.empty()),
                this::prepare);
    }

    int size() {
        return users.size();
    }

    /** The step has to wait until it is released. */
    synchronized void hold(final String step) {
        held.put(step, new CountDownLatch(1));
    }

    synchronized void release(final String step) {
        held.get(step).countDown();
    }

    /** The step fails the next time. */
    synchronized void fail(final String step, final Exception failure) {
        failures.put(step, failure);
    }

    /** The step fails whenever it is tried. */
    synchronized void failAlways(final String step, final String message) {
        lastingFailures.put(step, message);
    }

    synchronized void await(final String event) throws InterruptedException {
        final Instant deadline = Instant.now().plus(PATIENCE);
        while (!events.contains(event)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("No " + event + " among " + events);
            }
            wait(PATIENCE.toMillis());
        }
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** First rows of the batches that are applied, in the order in which they were. */
    synchronized List<Long> applied() {
        return List.copyOf(applied);
    }

    synchronized List<Thread> writers() {
        return List.copyOf(writers);
    }

    /** How many transactions are neither committed nor rolled back. */
    synchronized int open() {
        return open;
    }

    private synchronized void note(final String event) {
        events.add(event);
        notifyAll();
    }

    private void step(final String step) throws StoreException {
        final CountDownLatch latch;
        final Exception failure;
        synchronized (this) {
            latch = held.get(step);
            failure =
                    lastingFailures.containsKey(step)
                            ? new StoreException(lastingFailures.get(step), false, null)
                            : failures.remove(step);
        }
        if (latch != null) {
            awaitRelease(latch);
        }
        switch (failure) {
            case null -> {}
            case StoreException store -> throw store;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    private static void awaitRelease(final CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Never released");
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private PreparedBatch prepare(final Batch batch) {
        return new UnwrittenBatch(
                batch, Optional.ofNullable(users.get(Math.toIntExact(batch.firstRow()))), this);
    }

    BatchTransaction begin(final Batch batch) throws StoreException {
        final long row = batch.firstRow();
        note("beginning " + row);
        step("begin " + row);
        synchronized (this) {
            open++;
        }
        note("begin " + row);
        return new Transaction(row);
    }

    private final class Transaction implements BatchTransaction {

        private final long row;
        private boolean ended;

        Transaction(final long row) {
            this.row = row;
        }

        @Override
        public void write() throws StoreException {
            synchronized (WatchedStore.this) {
                writers.add(Thread.currentThread());
            }
            note("writing " + row);
            step("write " + row);
            note("written " + row);
        }

        @Override
        public PartProgress commit() throws StoreException {
            step("commit " + row);
            end();
            synchronized (WatchedStore.this) {
                applied.add(row);
            }
            note("commit " + row);
            return new PartProgress(row + 1, row + 1 == users.size(), users.size(), Counts.NONE);
        }

        @Override
        public void close() {
            if (!ended) {
                end();
                note("rolled back " + row);
            }
        }

        private void end() {
            ended = true;
            synchronized (WatchedStore.this) {
                open--;
            }
        }
    }
}
