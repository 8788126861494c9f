// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How far a NiFi has come up: from its management server, its REST API and its log. */
final class StartupProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> FAILURES =
            List.of("Start Server failed", "Starting NiFi failed", "Failed to start web server");

    private final Path log;
    private final long logStart;
    private final URI root;
    private final URI health;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    StartupProbe(final Path log, final URI nifi, final int managementPort) {
        this.log = log;
        this.logStart = size(log);
        this.root = nifi.resolve("/nifi-api/process-groups/root");
        this.health = URI.create("http://127.0.0.1:" + managementPort + "/health");
    }

    /** The management server is the last part to start; the flow controller may need longer. */
    boolean isDone() {
        return answers(health) && answers(root);
    }

    /** Whether it has given up. Its process may go on for all that. */
    boolean hasFailed() {
        if (!Files.isReadable(log)) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(log.toFile(), "r")) {
            in.seek(Math.min(logStart, in.length()));
            final byte[] bytes =
                    new byte[(int) Math.min(in.length() - in.getFilePointer(), 1 << 22)];
            in.readFully(bytes);
            final String text = new String(bytes, StandardCharsets.UTF_8);
            return FAILURES.stream().anyMatch(text::contains);
        } catch (final IOException e) {
            return false;
        }
    }

    private boolean answers(final URI uri) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0;
        }
    }
}
