// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.HeapWatch;
import io.github.nifiuserimport.benchmarks.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a file of nearly 30 MB takes of NiFi's heap from its first byte until it is answered. The
 * file comes at 10 MB a second, so that there is time to look: once with garbage collected again
 * and again, where what is left counts, and once without.
 */
final class LargeUpload {

    /** Dashly takes less than 30 MB. */
    private static final int BYTES = 29_900_000;

    private static final double BYTES_A_SECOND = 10e6;
    private static final int ROUNDS_AT_LEAST = 3;
    private static final int LOOKS_AT_IDLE = 5;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(5);

    private LargeUpload() {}

    static void measure(
            final BenchmarkEnvironment environment,
            final ApiClient client,
            final NewUsers users,
            final int rounds,
            final Figures figures)
            throws IOException, InterruptedException {
        final Sample live = new Sample();
        final Sample used = new Sample();
        importLarge(client, users, () -> {});
        for (int round = 0; round < Math.max(ROUNDS_AT_LEAST, rounds); round++) {
            try (HeapWatch heap = new HeapWatch(environment.nifi().pid())) {
                final double idle = idle(heap);
                final double[] most = {0};
                importLarge(client, users, () -> most[0] = Math.max(most[0], heap.collect()));
                live.add(most[0] - idle);
            }
            environment.collectGarbage();
            try (HeapWatch heap = new HeapWatch(environment.nifi().pid())) {
                final double idle = idle(heap);
                final double[] most = {0};
                importLarge(client, users, () -> most[0] = heap.usedMegabytes());
                used.add(most[0] - idle);
            }
        }
        figures.add(
                "30 MB upload: heap above idle after each of many collections, most, MB",
                number(live.highest(), 1));
        figures.add(
                "30 MB upload: heap above idle, garbage included, most, MB",
                number(used.highest(), 0));
    }

    private static double idle(final HeapWatch heap) throws InterruptedException {
        final Sample sample = new Sample();
        for (int look = 0; look < LOOKS_AT_IDLE; look++) {
            sample.add(heap.collect());
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return sample.median();
    }

    /**
     * Uploads a file and waits until it is imported.
     *
     * @param look done again and again until the answer is there
     */
    private static void importLarge(
            final ApiClient client, final NewUsers users, final Runnable look)
            throws IOException, InterruptedException {
        final byte[] body = UploadBody.of("large.csv", users.fileOfBytes(BYTES));
        final CompletableFuture<ApiClient.Answer> answer =
                client.upload(
                        BodyPublishers.fromPublisher(
                                BodyPublishers.ofInputStream(() -> new Paced(body)), body.length));
        while (!answer.isDone()) {
            look.run();
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        client.awaitFinished(answer.join().job(), IMPORT_TIMEOUT);
    }

    /** Gives its bytes no sooner than their time has come. */
    private static final class Paced extends ByteArrayInputStream {

        private final long start = System.nanoTime();

        Paced(final byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(final byte[] to, final int offset, final int length) {
            final long due = start + (long) (pos / BYTES_A_SECOND * 1e9);
            try {
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted", e));
            }
            return super.read(to, offset, length);
        }
    }
}
