// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadTest {

    private static final int BATCH = 10;
    private static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    @Test
    void batchesComeInFileOrderAndEndWithTheLast() throws Exception {
        try (WatchedRows rows = new WatchedRows(35);
                ReadAhead batches = rows.batches(0, 35)) {
            final List<Long> lines = new ArrayList<>();
            final List<Long> firsts = new ArrayList<>();
            Batch batch;
            do {
                batch = batches.next().batch();
                firsts.add(batch.firstRow());
                batch.accepted().forEach(row -> lines.add(row.line()));
            } while (!batch.last());

            assertThat(firsts).containsExactly(0L, 10L, 20L, 30L);
            assertThat(lines).hasSize(35).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aPartThatWasCutOffGoesOnWhereItWas() throws Exception {
        try (WatchedRows rows = new WatchedRows(25);
                ReadAhead batches = rows.batches(20, 25)) {
            rows.skip(20);
            final Batch batch = batches.next().batch();

            assertThat(batch.firstRow()).isEqualTo(20);
            assertThat(batch.rows()).isEqualTo(5);
            assertThat(batch.last()).isTrue();
        }
    }

    @Test
    void theNextBatchIsReadWhileThePresentOneIsAppliedAndNoFurther() throws Exception {
        try (WatchedRows rows = new WatchedRows(100);
                ReadAhead batches = rows.batches(0, 100)) {
            batches.next();
            rows.awaitRead(2 * BATCH);
            Thread.sleep(50);
            assertThat(rows.read.get()).isEqualTo(2 * BATCH);

            batches.next();
            rows.awaitRead(3 * BATCH);
            Thread.sleep(50);
            assertThat(rows.read.get()).isEqualTo(3 * BATCH);
        }
    }

    @Test
    void aFileOfOneBatchIsReadByTheCaller() throws Exception {
        try (WatchedRows rows = new WatchedRows(BATCH);
                ReadAhead batches = rows.batches(0, BATCH)) {
            assertThat(batches.next().batch().last()).isTrue();
            assertThat(rows.readers).containsOnly(Thread.currentThread());
        }
    }

    @Test
    void aFaultIsToldAfterTheBatchesBeforeIt() throws Exception {
        final IOException torn = new IOException("torn");
        try (WatchedRows rows = new WatchedRows(100);
                ReadAhead batches = rows.batches(0, 100)) {
            rows.failAfter(2 * BATCH + 3, torn);

            assertThat(batches.next().batch().firstRow()).isZero();
            assertThat(batches.next().batch().firstRow()).isEqualTo(BATCH);
            assertThatThrownBy(batches::next).isSameAs(torn);
        }
    }

    @Test
    void theNextBatchIsPreparedByTheThreadThatReadsIt() throws Exception {
        try (WatchedRows rows = new WatchedRows(2 * BATCH);
                ReadAhead batches = rows.batches(0, 2 * BATCH)) {
            batches.next();
            batches.next();

            assertThat(rows.preparers).hasSize(2).startsWith(Thread.currentThread());
            assertThat(rows.preparers.getLast()).isSameAs(rows.readers.getLast());
            assertThat(rows.preparers.getLast()).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void whatGoesWrongWhilePreparingIsToldAfterTheBatchesBeforeIt() throws Exception {
        try (WatchedRows rows = new WatchedRows(100);
                ReadAhead batches = rows.batches(0, 100)) {
            rows.unfitFirstRow = 2 * BATCH;

            assertThat(batches.next().batch().firstRow()).isZero();
            assertThat(batches.next().batch().firstRow()).isEqualTo(BATCH);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("unfit");
        }
    }

    @Test
    void aFileThatHasBecomeShorterIsToldOf() throws Exception {
        try (WatchedRows rows = new WatchedRows(15);
                ReadAhead batches = rows.batches(0, 20)) {
            batches.next();

            assertThatThrownBy(batches::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("fewer rows than when it was checked");
        }
    }

    @Test
    void nobodyReadsAnyMoreOnceItIsClosed() throws Exception {
        final CountDownLatch gate = new CountDownLatch(1);
        try (WatchedRows rows = new WatchedRows(100)) {
            final ReadAhead batches = rows.batches(0, 100);
            rows.gateAfter(BATCH + 5, gate);
            batches.next();
            rows.awaitRead(BATCH + 5);
            final Thread closing = Thread.ofPlatform().start(batches::close);
            closing.join(100);
            assertThat(closing.isAlive()).isTrue();

            gate.countDown();
            closing.join();
            final int read = rows.read.get();
            Thread.sleep(50);
            assertThat(rows.read.get()).isEqualTo(read).isEqualTo(2 * BATCH);
        }
    }

    @Test
    void oneWhoIsInterruptedWhileWaitingStaysSo() throws Exception {
        final CountDownLatch gate = new CountDownLatch(1);
        try (WatchedRows rows = new WatchedRows(100);
                ReadAhead batches = rows.batches(0, 100)) {
            rows.gateAfter(BATCH + 5, gate);
            batches.next();
            Thread.currentThread().interrupt();

            assertThatThrownBy(batches::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Interrupted");
            assertThat(Thread.interrupted()).isTrue();
            gate.countDown();
        }
    }

    /** Rows of a file, counted as they are read; reading can be held up or made to fail. */
    private static final class WatchedRows implements RowReader {

        private final RowReader rows;
        private final AtomicInteger read = new AtomicInteger();
        private final List<Thread> readers = new ArrayList<>();
        private final List<Thread> preparers = Collections.synchronizedList(new ArrayList<>());
        private volatile long unfitFirstRow = -1;
        private volatile int gatedAfter = Integer.MAX_VALUE;
        private volatile int failingAfter = Integer.MAX_VALUE;
        private volatile CountDownLatch gate;
        private volatile IOException failure;

        WatchedRows(final int count) throws IOException, FileFault {
            final StringBuilder text = new StringBuilder("userId,userAttributes.age\n");
            for (int row = 0; row < count; row++) {
                text.append("user").append(row).append(',').append(row).append('\n');
            }
            rows =
                    CsvFormat.defaults()
                            .open(
                                    new ByteArrayInputStream(
                                            text.toString().getBytes(StandardCharsets.UTF_8)),
                                    LAYOUT);
        }

        ReadAhead batches(final long firstRow, final long total) throws FileFault {
            return new ReadAhead(
                    new BatchReader(
                            this,
                            LAYOUT.bind(this),
                            ImportSettings.ofBatchRows(BATCH),
                            UnwrittenBatch.DELIVERY,
                            firstRow,
                            total,
                            Instant.now(),
                            Optional.empty()),
                    batch -> {
                        preparers.add(Thread.currentThread());
                        if (batch.firstRow() == unfitFirstRow) {
                            throw new IllegalStateException("unfit");
                        }
                        return new UnwrittenBatch(batch, Optional.empty(), null);
                    });
        }

        void gateAfter(final int count, final CountDownLatch latch) {
            gate = latch;
            gatedAfter = count;
        }

        void failAfter(final int count, final IOException exception) {
            failure = exception;
            failingAfter = count;
        }

        void awaitRead(final int count) throws InterruptedException {
            while (read.get() < count) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        @Override
        public Row next() throws IOException, FileFault {
            if (read.get() >= failingAfter) {
                throw failure;
            }
            if (read.get() >= gatedAfter) {
                try {
                    gate.await();
                } catch (final InterruptedException e) {
                    throw new IOException(e);
                }
            }
            final Row row = rows.next();
            synchronized (readers) {
                readers.add(Thread.currentThread());
            }
            read.incrementAndGet();
            return row;
        }

        @Override
        public List<Column> header() {
            return rows.header();
        }

        @Override
        public long headerLine() {
            return rows.headerLine();
        }

        @Override
        public RowNotation notation() {
            return rows.notation();
        }

        @Override
        public long ordinal() {
            return rows.ordinal();
        }

        @Override
        public long skip(final long count) throws IOException, FileFault {
            return rows.skip(count);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
