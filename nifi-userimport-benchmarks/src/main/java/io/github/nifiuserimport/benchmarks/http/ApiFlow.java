// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.benchmarks.Baseline;
import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.SkippedException;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The template of both HTTP APIs at work in a NiFi, with a port and a key of its own. */
final class ApiFlow {

    static final String APP = "default";

    static final String TEMPLATE = "user-import-api.json";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final int port;
    private final String key;

    private ApiFlow(final int port, final String key) {
        this.port = port;
        this.key = key;
    }

    /**
     * Starts that of the present build.
     *
     * @param buckets the folder that stands in for buckets
     * @throws SkippedException when there is no such template
     */
    static ApiFlow start(final BenchmarkEnvironment environment, final Path buckets)
            throws SkippedException, IOException, InterruptedException {
        final Path template = Installation.root().resolve("templates").resolve(TEMPLATE);
        if (!Files.exists(template)) {
            throw new SkippedException("it needs " + template + ", which is not there");
        }
        return start(environment, buckets, Baseline.present(), template);
    }

    /**
     * Starts that of a build.
     *
     * @param buckets the folder that stands in for buckets
     * @param template as the build has it
     */
    static ApiFlow start(
            final BenchmarkEnvironment environment,
            final Path buckets,
            final Build build,
            final Path template)
            throws IOException, InterruptedException {
        final NifiClient nifi = environment.client();
        final LocalPostgres postgres = environment.database().postgres();
        final ApiFlow flow = new ApiFlow(Ports.free(), UUID.randomUUID().toString());
        final String group =
                nifi.groups()
                        .upload(
                                BuildTemplate.of(template, build),
                                build.label("api"),
                                Position.ORIGIN);
        nifi.parameters()
                .set(
                        nifi.groups().parameterContext(group).orElseThrow(),
                        List.of(
                                Parameter.of("http.port", Integer.toString(flow.port)),
                                Parameter.of("app.id", APP),
                                Parameter.sensitive("app.key", flow.key),
                                Parameter.of("file.source", "folder"),
                                Parameter.of("folder.root", buckets.toString()),
                                Parameter.of("gcs.allowed.buckets", "benchmark"),
                                Parameter.of("database.url", postgres.jdbcUrl()),
                                Parameter.of("database.user", postgres.user()),
                                Parameter.sensitive("database.password", postgres.password())));
        nifi.services().enableAll(group);
        nifi.groups().start(group);
        awaitListener(flow.port);
        return flow;
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

    int port() {
        return port;
    }

    /** The whole address of a path, which may have a query. */
    URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String key() {
        return key;
    }
}
