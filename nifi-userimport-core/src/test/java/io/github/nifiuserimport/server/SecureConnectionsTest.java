// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTPS, and HTTP/2 over it. */
@Tag("slow")
class SecureConnectionsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext tls;
    private ServerFixture server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        final TestCertificate made = TestCertificate.create("localhost", "localhost");
        final Certificate certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        made.certificate().getBytes(StandardCharsets.US_ASCII)));
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(
                                        Base64.getMimeDecoder()
                                                .decode(
                                                        made.key()
                                                                .replaceAll("-----.*-----", "")))),
                PASSWORD,
                new Certificate[] {certificate});
        final KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        final TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @BeforeEach
    void start() throws IOException {
        server =
                start(
                        new ServerLimits(
                                8_192, 50, Duration.ofSeconds(20), Duration.ofSeconds(60), 5));
    }

    private static ServerFixture start(final ServerLimits limits) throws IOException {
        return ServerFixture.with().limits(limits).maxFileBytes(50_000_000).tls(tls).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpClient client(final HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .timeout(Duration.ofSeconds(40));
    }

    private HttpRequest.Builder upload(final String key, final HttpRequest.BodyPublisher body) {
        return request("/users/import?app=shop&delimiter=,")
                .header("Authorization", "Token " + key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body);
    }

    private static HttpResponse<String> send(
            final HttpClient client, final HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void takeUploads(final HttpClient.Version version) throws Exception {
        final HttpResponse<String> answer =
                send(client(version), upload(KEY, BodyPublishers.ofString("file=%24user_id%0Au1")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).isPresent();
        assertThat(server.receiver.received.getFirst().content()).isEqualTo("$user_id\nu1");
    }

    @Test
    void takeManyUploadsAtOnceOnOneConnection() throws Exception {
        final HttpClient client = client(HttpClient.Version.HTTP_2);
        final List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        final String file = "file=%24user_id" + "%0Auser".repeat(100_000);
        for (int i = 0; i < 10; i++) {
            answers.add(
                    client.sendAsync(
                            upload(KEY, BodyPublishers.ofString(file)).build(),
                            HttpResponse.BodyHandlers.ofString()));
        }

        assertThat(answers).extracting(each -> each.join().statusCode()).containsOnly(200);
        assertThat(server.receiver.received).hasSize(10);
    }

    @Test
    void mayPauseLongerWithinARequestThanBetweenRequests() throws Exception {
        server.close();
        server =
                start(
                        new ServerLimits(
                                8_192, 50, Duration.ofSeconds(20), Duration.ofSeconds(60), 5));
        for (final HttpClient.Version version : HttpClient.Version.values()) {
            final HttpResponse<String> answer =
                    send(
                            client(version),
                            upload(
                                    KEY,
                                    BodyPublishers.ofInputStream(
                                            () -> new Slow("file=%24user_id%0Au1", 18, 7_000))));
            assertThat(answer.statusCode()).as("%s", version).isEqualTo(200);
        }
    }

    /** A text that comes in pieces. */
    private static final class Slow extends InputStream {

        private final byte[] text;
        private final int piece;
        private final int millis;
        private int at;

        Slow(final String text, final int piece, final int millis) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
            this.piece = piece;
            this.millis = millis;
        }

        @Override
        public int read() {
            return at == text.length ? -1 : text[at++];
        }

        @Override
        public int read(final byte[] buffer, final int offset, final int length) {
            if (at == text.length) {
                return -1;
            }
            try {
                Thread.sleep(at == 0 ? 0 : millis);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            final int count = Math.min(Math.min(length, piece), text.length - at);
            System.arraycopy(text, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
