// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.nifiuserimport.runtime.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer leanplum;
    private HttpServer dashly;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        leanplum = server("leanplum");
        dashly = server("dashly");
        proxy =
                Proxy.open(
                        0,
                        Map.of(
                                Api.LEANPLUM, leanplum.getAddress().getPort(),
                                Api.DASHLY, dashly.getAddress().getPort()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        leanplum.stop(0);
        dashly.stop(0);
    }

    @Test
    void hasOneAddressForBothApis() throws Exception {
        assertThat(get("/api?action=multi")).isEqualTo("leanplum GET /api?action=multi");
        assertThat(get("/users/import")).isEqualTo("dashly GET /users/import");
        assertThat(get("/imports")).isEqualTo("leanplum GET /imports");
        assertThat(get("/imports/7.json?x=%20", "Authorization", "Token dev123"))
                .isEqualTo("dashly GET /imports/7.json?x=%20");
    }

    @Test
    void passesOnWhichAddressWasAsked() throws Exception {
        assertThat(send(request("/api").header("X-Show", "Host")).body())
                .isEqualTo("127.0.0.1:" + proxy.port());
    }

    @Test
    void passesOnStatusHeadersAndBodyAsTheyAre() throws Exception {
        final HttpResponse<String> response =
                send(request("/api").header("X-Status", "403").header("X-Show", "X-Show"));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"x\"");
        assertThat(send(request("/api").method("HEAD", BodyPublishers.noBody())).body()).isEmpty();
    }

    @Test
    void passesLargeBodiesThroughBothWays() throws Exception {
        final byte[] body = new byte[40 << 20];
        new Random(1).nextBytes(body);
        for (final HttpRequest.BodyPublisher publisher :
                List.of(
                        BodyPublishers.ofByteArray(body),
                        // Of unknown length: in chunks.
                        BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(body)))) {
            final HttpResponse<byte[]> response =
                    client.send(
                            request("/users/import")
                                    .header("X-Echo", "yes")
                                    .expectContinue(true)
                                    .POST(publisher)
                                    .build(),
                            BodyHandlers.ofByteArray());
            assertThat(Arrays.equals(response.body(), body)).isTrue();
        }
    }

    @Test
    void letsTheAnswerThroughThoughTheFlowDoesNotWantTheRequest() throws Exception {
        try (ServerSocket impatient = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Proxy other = Proxy.open(0, Map.of(Api.DASHLY, impatient.getLocalPort()))) {
            Thread.startVirtualThread(() -> refuse(impatient));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
                final OutputStream out = socket.getOutputStream();
                out.write(
                        "POST /users/import HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[1 << 20]);
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 413 ");
            }
        }
    }

    @Test
    void servesManyAtOnce() throws Exception {
        final List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(
                    client.sendAsync(
                            request("/users/import?" + i)
                                    .POST(BodyPublishers.ofString("x".repeat(1000)))
                                    .build(),
                            BodyHandlers.ofString()));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(all.get(i).get(30, TimeUnit.SECONDS).body())
                    .isEqualTo("dashly POST /users/import?" + i);
        }
    }

    @Test
    void saysSoWhenNoFlowAnswers() throws Exception {
        dashly.stop(0);
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Proxy other = Proxy.open(0, Map.of(Api.DASHLY, mute.getLocalPort()))) {
            Thread.startVirtualThread(() -> hangUp(mute));
            for (final int port : new int[] {proxy.port(), other.port()}) {
                final HttpResponse<String> response =
                        send(
                                HttpRequest.newBuilder(uri(port, "/users/import"))
                                        .POST(BodyPublishers.ofString("x".repeat(100_000))));
                assertThat(response.statusCode()).isEqualTo(502);
                assertThat(response.body()).startsWith("NiFi does not answer");
            }
            assertThat(send(HttpRequest.newBuilder(uri(other.port(), "/api"))).statusCode())
                    .as("a flow that does not run at all")
                    .isEqualTo(502);
        }
    }

    @Test
    void saysWhatThereIsWhenAskedForSomethingElse() throws Exception {
        final HttpResponse<String> response = send(request("/"));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; charset=utf-8");
        assertThat(response.body()).contains("/api", "/users/import", "/imports");
    }

    @Test
    void refusesWhatIsNoHttp() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream().write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("This is no HTTP request");
        }
    }

    @Test
    void isUnmovedByClientsThatHangUp() throws Exception {
        for (final String beginning :
                List.of("", "GET /ap", "POST /api HTTP/1.1\r\nContent-Length: 10\r\n\r\nxxx")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(get("/api")).isEqualTo("leanplum GET /api");
    }

    @Test
    void isAtTheLoopbackInterfaceOnlyAndGoneWhenClosed() throws Exception {
        final List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();
        for (final InetAddress address : others) {
            assertThatThrownBy(() -> new Socket(address, proxy.port()).close())
                    .isInstanceOf(IOException.class);
        }
        proxy.close();
        assertThatThrownBy(() -> send(request("/api"))).isInstanceOf(ConnectException.class);
        assertThat(Ports.isFree(proxy.port())).isTrue();
    }

    private static HttpServer server(final String name) throws IOException {
        final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.createContext("/", exchange -> answer(name, exchange));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    /** Answers with what was asked for, or as the request's headers want it. */
    private static void answer(final String name, final HttpExchange exchange) throws IOException {
        try (exchange) {
            final byte[] body = exchange.getRequestBody().readAllBytes();
            final var asked = exchange.getRequestHeaders();
            final byte[] answer;
            if (asked.containsKey("X-Echo")) {
                answer = body;
            } else if (asked.containsKey("X-Show")) {
                answer = asked.getFirst(asked.getFirst("X-Show")).getBytes(StandardCharsets.UTF_8);
            } else {
                answer =
                        (name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI())
                                .getBytes(StandardCharsets.UTF_8);
            }
            final String status = asked.getFirst("X-Status");
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            // As NiFi's server does when it is asked to.
            exchange.getResponseHeaders().set("Connection", asked.getFirst("Connection"));
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(
                    status == null ? 200 : Integer.parseInt(status), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static void refuse(final ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            assertThat(in.read()).isEqualTo('P');
            socket.getOutputStream()
                    .write(
                            "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            Thread.sleep(200);
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void hangUp(final ServerSocket server) {
        try {
            server.accept().close();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private String get(final String path, final String... headers) throws Exception {
        final HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request).body();
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(uri(proxy.port(), path));
    }

    private static URI uri(final int port, final String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
