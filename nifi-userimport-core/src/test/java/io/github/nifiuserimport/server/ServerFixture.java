// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.AccessKeys.Level;
import io.github.nifiuserimport.api.AllowedBuckets;
import io.github.nifiuserimport.api.BucketFolder;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A server over a real PostgreSQL, for the apps shop and other. */
final class ServerFixture implements AutoCloseable {

    static final String KEY = "sesame +%&";
    static final String OLD_KEY = "sesame-old";
    static final String READ_KEY = "sesame-read";
    static final int MAX_FILE = 100_000;

    static final ServerLimits LIMITS =
            new ServerLimits(8_192, 50, Duration.ofSeconds(2), Duration.ofSeconds(20), 5);

    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final MemoryReceiver receiver = new MemoryReceiver();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final ImportStore store;
    private final ImportServer server;

    private ServerFixture(final Builder builder) throws IOException {
        store = builder.store == null ? database() : builder.store;
        server =
                ImportServer.start(
                        new ServerSettings(
                                "127.0.0.1",
                                0,
                                builder.tls,
                                builder.trustsForwarded,
                                null,
                                List.of(new LeanplumApi(), new DashlyApi()),
                                new AccessKeys(
                                        List.of(
                                                new AccessKeys.Key("shop", KEY, Level.WRITE),
                                                new AccessKeys.Key("shop", OLD_KEY, Level.WRITE),
                                                new AccessKeys.Key("shop", READ_KEY, Level.READ),
                                                new AccessKeys.Key("other", "other", Level.WRITE))),
                                new ImportPolicy(
                                        AllowedBuckets.parse("bucket"),
                                        builder.folder.map(BucketFolder::new),
                                        builder.maxFileBytes),
                                builder.limits),
                        store,
                        receiver,
                        new ServerFaults() {
                            @Override
                            public void passing(final String what, final Exception cause) {
                                faults.add("passing: " + cause.getMessage());
                            }

                            @Override
                            public void lasting(final String what, final Exception cause) {
                                faults.add("lasting: " + cause);
                            }
                        });
    }

    /** What differs from a server over a database of its own, with plain HTTP. */
    static final class Builder {

        private ServerLimits limits = LIMITS;
        private Optional<SSLContext> tls = Optional.empty();
        private boolean trustsForwarded;
        private long maxFileBytes = MAX_FILE;
        private ImportStore store;
        private Optional<Path> folder = Optional.empty();

        Builder limits(final ServerLimits other) {
            limits = other;
            return this;
        }

        Builder tls(final SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        Builder trustsForwarded() {
            trustsForwarded = true;
            return this;
        }

        Builder maxFileBytes(final long bytes) {
            maxFileBytes = bytes;
            return this;
        }

        /** In which the bucket named bucket is a folder. */
        Builder folder(final Path root) {
            folder = Optional.of(root);
            return this;
        }

        Builder store(final ImportStore other) {
            store = other;
            return this;
        }

        ServerFixture start() throws IOException {
            return new ServerFixture(this);
        }
    }

    static Builder with() {
        return new Builder();
    }

    static ServerFixture start() throws IOException {
        return with().start();
    }

    /** A store over a database of its own. */
    static ImportStore database() {
        final TestDatabase database = TestPostgres.shared().newDatabase();
        return new PostgreSQLImportStore(database::connection, new SchemaName("userimport"));
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(final HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** Sends bytes as they are, and returns all that comes until the connection is closed. */
    String raw(final String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            try (InputStream input = socket.getInputStream()) {
                return new String(input.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
