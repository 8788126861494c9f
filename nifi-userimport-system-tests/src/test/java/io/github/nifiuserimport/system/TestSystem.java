// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A NiFi and a PostgreSQL of the tests' own, in a folder that is gone at the end. */
public final class TestSystem implements AutoCloseable {

    private final Path folder;
    private final AtExit.Registration cleaning;
    private final LocalPostgres postgres;
    private final LocalNifi nifi;
    private final Database database;

    private TestSystem(final Path folder, final Map<String, String> properties) {
        this.folder = folder;
        // First in, last out: when the JVM is ended in the middle, the folder goes after the two.
        cleaning = AtExit.run(this::removeFolder);
        postgres = LocalPostgres.in(folder.resolve("postgres")).start();
        final LocalNifi.Builder builder = LocalNifi.in(folder.resolve("nifi"));
        ExtraNars.folder().ifPresent(builder::nars);
        properties.forEach(builder::property);
        nifi = builder.start();
        database = new Database(postgres);
    }

    /** Starts both. */
    public static TestSystem start() {
        return start(Map.of());
    }

    /**
     * Starts both.
     *
     * @param properties lines of {@code nifi.properties} that are to be otherwise
     */
    public static TestSystem start(final Map<String, String> properties) {
        try {
            return new TestSystem(
                    Files.createTempDirectory("system-test-").toRealPath(), properties);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public NifiClient client() {
        return nifi.client();
    }

    public LocalNifi nifi() {
        return nifi;
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
        nifi.stop();
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
