// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A thousand requests that are wrong in one of twenty ways each, and harmless to any server, beside
 * good ones. The good ones' time is bounded generously here; how long they take is for the
 * benchmark to say.
 */
@ExtendWith({SharedSystem.class, SharedApis.class})
class MalformedRequestsIT {

    private static final int REQUESTS = 1000;
    private static final int AT_ONCE = 50;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration GOOD_WITHIN = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Sent from an address of its own each: what is done against those who try keys is not it. */
    private static final List<String> KINDS =
            List.of(
                    "What is this?\r\n\r\n",
                    "BREW /users/import HTTP/1.1\r\nHost: h\r\n\r\n",
                    "DELETE /imports HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /no/such/path HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /imports/../../secret HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /imports/100%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /imports HTTP/7.3\r\nHost: h\r\n\r\n",
                    "GET /imports HTTP/1.1\r\n\r\n",
                    "GET /imports HTTP/1.1\r\nHost: h\r\nno colon here\r\n\r\n",
                    "GET /api?" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /imports HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"
                            + "Content-Length: 4\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token wrong\r\n"
                            + "Content-Length: 4\r\n\r\nfile",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                            + "Content-Type: image/png\r\nContent-Length: 4\r\n\r\nfile",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                            + "Content-Type: multipart/form-data\r\nContent-Length: 4\r\n\r\nfile",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\n"
                            + "Content-Length: 7\r\n\r\n--b--\r\n",
                    "POST /api HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 4\r\n\r\n{{{{",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "four\r\nfile\r\n0\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: 6\r\n\r\n=a&b=c");

    @Test
    void areAnsweredOrClosedAndHarmNobody(final DashlyFlow flow, final TestSystem system)
            throws Exception {
        final int port = flow.api().uri().getPort();
        good(flow, "warm-up");
        final ServerSockets before = ServerSockets.of(system.nifi(), port);
        final long bulletin =
                system.client().bulletins().after(0).stream()
                        .mapToLong(Bulletin::id)
                        .max()
                        .orElse(0);
        final int jobs = flow.api().database().jobs(flow.api().app()).size();

        final List<CompletableFuture<String>> malformed = new ArrayList<>();
        final List<Duration> good = new ArrayList<>();
        final Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < REQUESTS; i++) {
                final int request = i;
                places.acquire();
                malformed.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return outcome(flow, request);
                                    } finally {
                                        places.release();
                                    }
                                },
                                threads));
                if (i % 50 == 0) {
                    good.add(good(flow, "good-" + i));
                }
            }
        }

        assertThat(malformed).extracting(CompletableFuture::join).doesNotContain("nothing");
        assertThat(good).allSatisfy(time -> assertThat(time).isLessThan(GOOD_WITHIN));
        flow.api().awaitRest();
        Await.until(
                TIMEOUT,
                () -> "all is closed: " + before + ", " + ServerSockets.of(system.nifi(), port),
                () -> {
                    final ServerSockets now = ServerSockets.of(system.nifi(), port);
                    return now.onPort() == 0 && now.descriptors() <= before.descriptors();
                });
        assertThat(flow.api().database().jobs(flow.api().app())).hasSize(jobs + good.size());
        assertThat(
                        system.client().bulletins().after(bulletin).stream()
                                .filter(Bulletin::isWarningOrError)
                                .filter(each -> flow.api().group().equals(each.group())))
                .isEmpty();
    }

    /** How long a good one takes. */
    private static Duration good(final DashlyFlow flow, final String name) {
        final long begin = System.nanoTime();
        final ApiResponse answer = flow.send(name + ".csv", "$user_id\n" + name + "\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String outcome(final DashlyFlow flow, final int request) {
        try (Socket socket = new Socket()) {
            socket.bind(
                    new InetSocketAddress(
                            Text.format("127.1.%d.%d", request / 250, 1 + request % 250), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", flow.api().uri().getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(
                            KINDS.get(request % KINDS.size())
                                    .replace("KEY", flow.api().key())
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().read() < 0 ? "closed" : "answered";
        } catch (final java.net.SocketTimeoutException neither) {
            return "nothing";
        } catch (final IOException reset) {
            return "closed";
        }
    }
}
