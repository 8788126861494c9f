// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.SkippedException;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The template of both HTTP APIs at work in a NiFi, with a port and a key of its own. */
final class ApiFlow {

    static final String APP = "default";

    private static final Path TEMPLATES = Installation.root().resolve("templates");
    private static final Path BOTH = TEMPLATES.resolve("user-import-api.json");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final int port;
    private final int leanplumPort;
    private final String key;

    private ApiFlow(final int port, final int leanplumPort, final String key) {
        this.port = port;
        this.leanplumPort = leanplumPort;
        this.key = key;
    }

    /**
     * Starts it.
     *
     * @param buckets the folder that stands in for buckets
     * @throws SkippedException when there is no such template
     */
    static ApiFlow start(final BenchmarkEnvironment environment, final Path buckets)
            throws SkippedException, InterruptedException {
        final String key = UUID.randomUUID().toString();
        final List<Parameter> files =
                List.of(
                        Parameter.of("file.source", "folder"),
                        Parameter.of("folder.root", buckets.toString()),
                        Parameter.of("gcs.allowed.buckets", "benchmark"));
        if (Files.exists(BOTH)) {
            final int port = start(environment, BOTH, key, files);
            return new ApiFlow(port, port, key);
        }
        // Before there was one processor for both, each API was a flow with a port of its own.
        final Path dashly = TEMPLATES.resolve("dashly-api.json");
        final Path leanplum = TEMPLATES.resolve("leanplum-api.json");
        if (!Files.exists(dashly) || !Files.exists(leanplum)) {
            throw new SkippedException("it needs " + BOTH + ", which is not there");
        }
        return new ApiFlow(
                start(environment, dashly, key, List.of()),
                start(environment, leanplum, key, files),
                key);
    }

    private static int start(
            final BenchmarkEnvironment environment,
            final Path template,
            final String key,
            final List<Parameter> own)
            throws InterruptedException {
        final NifiClient nifi = environment.client();
        final LocalPostgres postgres = environment.database().postgres();
        final int port = Ports.free();
        final String group =
                nifi.groups().upload(template, template.getFileName().toString(), Position.ORIGIN);
        nifi.parameters()
                .set(
                        nifi.groups().parameterContext(group).orElseThrow(),
                        Stream.concat(
                                        own.stream(),
                                        Stream.of(
                                                Parameter.of("http.port", Integer.toString(port)),
                                                Parameter.of("app.id", APP),
                                                Parameter.sensitive("app.key", key),
                                                Parameter.of("database.url", postgres.jdbcUrl()),
                                                Parameter.of("database.user", postgres.user()),
                                                Parameter.sensitive(
                                                        "database.password", postgres.password())))
                                .toList());
        nifi.services().enableAll(group);
        nifi.groups().start(group);
        awaitListener(port);
        return port;
    }

    /** NiFi says that a flow is started before it listens. */
    private static void awaitListener(final int port) throws InterruptedException {
        final Instant deadline = Instant.now().plus(TIMEOUT);
        while (Ports.isFree(port)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("The flow does not listen on port " + port);
            }
            Thread.sleep(50);
        }
    }

    /** Where that path is answered. */
    int port(final String path) {
        return path.startsWith("/api") ? leanplumPort : port;
    }

    /** The whole address of a path, which may have a query. */
    URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + port(path) + path);
    }

    String key() {
        return key;
    }
}
