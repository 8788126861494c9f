// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.LocalCluster;
import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A NiFi, by itself or a cluster, and a PostgreSQL of the tests' own, in a folder that is gone at
 * the end.
 */
public final class TestSystem implements AutoCloseable {

    private final Path folder;
    private final AtExit.Registration cleaning;
    private final LocalPostgres postgres;
    private final List<LocalNifi> nodes;
    private final Database database;

    private TestSystem(final Path folder, final Function<Path, List<LocalNifi>> nifi) {
        this.folder = folder;
        // First in, last out: when the JVM is ended in the middle, the folder goes after the two.
        cleaning = AtExit.run(this::removeFolder);
        postgres = LocalPostgres.in(folder.resolve("postgres")).start();
        nodes = nifi.apply(folder.resolve("nifi"));
        database = new Database(postgres);
    }

    /** Starts both, with one NiFi. */
    public static TestSystem start() {
        return start(Map.of());
    }

    /**
     * Starts both, with one NiFi.
     *
     * @param properties lines of {@code nifi.properties} that are to be otherwise
     */
    public static TestSystem start(final Map<String, String> properties) {
        return start(home -> startNifi(home, properties));
    }

    /** Starts PostgreSQL and a cluster of so many nodes. */
    static TestSystem startCluster(final int nodes) {
        return start(
                home ->
                        LocalCluster.in(home)
                                .nodes(nodes)
                                .each(node -> node.heap("768m"))
                                .start()
                                .nodes());
    }

    private static List<LocalNifi> startNifi(
            final Path home, final Map<String, String> properties) {
        final LocalNifi.Builder builder = LocalNifi.in(home);
        ExtraNars.folder().ifPresent(builder::nars);
        properties.forEach(builder::property);
        return List.of(builder.start());
    }

    private static TestSystem start(final Function<Path, List<LocalNifi>> nifi) {
        try {
            return new TestSystem(Files.createTempDirectory("system-test-").toRealPath(), nifi);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public NifiClient client() {
        return nifi().client();
    }

    /** The NiFi; of a cluster the first node. */
    public LocalNifi nifi() {
        return nodes.getFirst();
    }

    /** A node of the cluster by its number, from 1. */
    LocalNifi node(final int number) {
        return nodes.get(number - 1);
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public Database database() {
        return database;
    }

    /** A new folder in the system's own. */
    public Path newFolder(final String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.reversed().forEach(LocalNifi::stop);
        postgres.stop();
        cleaning.cancel();
        removeFolder();
    }

    private void removeFolder() {
        try {
            Folders.delete(folder);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
