// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowUploadsTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void withAKeyTheServerIsInTheMiddleOfAFile() throws IOException {
        try (SlowUploads slow = slow(Optional.of("sesame"));
                Socket upload = server.accept()) {
            final String head = readUntil(upload, "text/csv\r\n\r\n");
            assertThat(head)
                    .startsWith("POST /users/import HTTP/1.1\r\n")
                    .contains("Authorization: Token sesame\r\n", "filename=\"slow.csv\"");
            assertThat(readUntil(upload, "$u")).isEqualTo("$u");
            assertThat(slow.ended()).isZero();
        }
    }

    @Test
    void withoutOneTheBodyIsSlowFromItsStart() throws IOException {
        try (SlowUploads slow = slow(Optional.empty());
                Socket upload = server.accept()) {
            assertThat(readUntil(upload, "\r\n\r\n"))
                    .doesNotContain("Authorization")
                    .endsWith("Content-Length: 1000000\r\n\r\n");
            assertThat(readUntil(upload, "--")).isEqualTo("--");
            assertThat(slow.ended()).isZero();
        }
    }

    @Test
    void oneThatTheServerEndsIsFollowedByAnother() throws IOException {
        try (SlowUploads slow = slow(Optional.of("sesame"))) {
            try (Socket upload = server.accept()) {
                readUntil(upload, "\r\n\r\n");
                upload.getOutputStream()
                        .write("HTTP/1.1 408 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            try (Socket next = server.accept()) {
                assertThat(readUntil(next, "\r\n\r\n")).startsWith("POST /users/import");
                assertThat(slow.ended()).isEqualTo(1);
            }
        }
    }

    private SlowUploads slow(final Optional<String> key) throws IOException {
        return new SlowUploads(server.getLocalPort(), 1, key);
    }

    private static String readUntil(final Socket socket, final String end) throws IOException {
        final StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            final int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("Ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
