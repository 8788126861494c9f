// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.SkippedException;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thousand malformed requests, fifty a second, and ten good ones a second beside them.
 *
 * <p>Each malformed one comes from another address of the loopback network, as from strangers: what
 * a server does against an address that tries keys is not what is measured here.
 */
final class MalformedRequests {

    private static final int REQUESTS = 1000;
    private static final int GOOD_EVERY = 5;
    private static final long EVERY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(30);
    private static final int ROWS = 10;

    private final ApiFlow api;
    private final ApiClient client;
    private final NewUsers users;

    MalformedRequests(final ApiFlow api, final ApiClient client, final NewUsers users) {
        this.api = api;
        this.client = client;
        this.users = users;
    }

    /**
     * Sends them.
     *
     * @param pid of the server
     */
    void measure(final long pid, final Figures figures)
            throws IOException, InterruptedException, SkippedException {
        // What good ones alone leave open stays open: connections that are kept, also to the
        // database.
        send(REQUESTS / 2, false);
        final ServerConnections before = ServerConnections.of(pid, api.port());
        final Reactions reactions = send(REQUESTS, true);
        final ServerConnections after = awaitClosed(pid, before);
        figures.add(
                Text.format(
                        "Malformed requests of %d kinds: answered or closed within %d s",
                        MalformedRequest.values().length, PATIENCE.toSeconds()),
                Text.format("%,d of %,d", reactions.malformed.size(), REQUESTS));
        figures.add(
                "Malformed requests: slowest, ms",
                reactions.unended.isEmpty() ? number(reactions.malformed.highest(), 0) : "–");
        figures.add(
                "Good requests beside them: answered well",
                Text.format("%,d of %,d", reactions.good.size(), reactions.goodSent));
        figures.add(
                "Good requests beside them: slowest, ms",
                reactions.good.size() == reactions.goodSent
                        ? number(reactions.good.highest(), 0)
                        : "–");
        figures.add(
                "Malformed requests: connections left open, descriptors left",
                Text.format(
                        "%,d, %,d",
                        Math.max(0, after.connections() - before.connections()),
                        Math.max(0, after.descriptors() - before.descriptors())));
        reactions.unended.forEach(
                (kind, count) -> Progress.say("neither answered nor closed: %s, %d", kind, count));
    }

    private ServerConnections awaitClosed(final long pid, final ServerConnections before)
            throws IOException, InterruptedException, SkippedException {
        final long start = System.nanoTime();
        while (true) {
            final ServerConnections now = ServerConnections.of(pid, api.port());
            if ((now.connections() <= before.connections()
                            && now.descriptors() <= before.descriptors())
                    || System.nanoTime() - start > CLOSING.toNanos()) {
                return now;
            }
            Thread.sleep(250);
        }
    }

    /** What came of all requests. */
    private static final class Reactions {
        private final Sample malformed = new Sample();
        private final Sample good = new Sample();
        private final Map<MalformedRequest, Integer> unended =
                new EnumMap<>(MalformedRequest.class);
        private int goodSent;
    }

    private Reactions send(final int requests, final boolean withMalformed)
            throws InterruptedException {
        final MalformedRequest[] kinds = MalformedRequest.values();
        final Reactions reactions = new Reactions();
        final List<CompletableFuture<Double>> malformed = new ArrayList<>();
        final List<CompletableFuture<ApiClient.Answer>> good = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            final long start = System.nanoTime();
            for (int request = 0; request < requests; request++) {
                final long due = start + Duration.ofMillis(request * EVERY_MILLIS).toNanos();
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                if (withMalformed) {
                    final MalformedRequest kind = kinds[request % kinds.length];
                    final String stranger =
                            Text.format("127.1.%d.%d", request / 250, 1 + request % 250);
                    malformed.add(
                            CompletableFuture.supplyAsync(() -> ended(kind, stranger), threads));
                }
                if (request % GOOD_EVERY == 0) {
                    good.add(good(request / GOOD_EVERY));
                }
            }
        }
        for (int request = 0; request < malformed.size(); request++) {
            final double millis = malformed.get(request).join();
            if (millis <= PATIENCE.toMillis()) {
                reactions.malformed.add(millis);
            } else {
                reactions.unended.merge(kinds[request % kinds.length], 1, Integer::sum);
            }
        }
        for (final CompletableFuture<ApiClient.Answer> coming : good) {
            reactions.goodSent++;
            try {
                final ApiClient.Answer answer = coming.join();
                if (answer.isGood()) {
                    reactions.good.add(answer.millis());
                } else {
                    Progress.say("not answered well: %s", answer);
                }
            } catch (final CompletionException unanswered) {
                Progress.say("not answered: %s", unanswered.getMessage());
            }
        }
        return reactions;
    }

    private CompletableFuture<ApiClient.Answer> good(final int request) {
        return switch (request % 3) {
            case 0 -> client.upload(UploadBody.of("good.csv", users.file(ROWS)));
            case 1 -> client.get("/imports");
            default -> client.get("/imports.json");
        };
    }

    /** Milliseconds until it was answered or closed; more than the patience where it was not. */
    private double ended(final MalformedRequest kind, final String from) {
        final long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()),
                    (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(kind.bytes(api.key()));
            if (!kind.hangsUp()) {
                socket.getInputStream().read();
            }
        } catch (final SocketTimeoutException neither) {
            return Double.POSITIVE_INFINITY;
        } catch (final IOException closed) {
            // That is an end too.
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
