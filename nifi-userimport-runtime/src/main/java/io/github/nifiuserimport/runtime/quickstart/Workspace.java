// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of a run: database, NiFi, inbox and buckets. Either the user's, which is kept and
 * belongs to one run at a time, or a temporary one, which is gone when the run ends.
 */
final class Workspace implements AutoCloseable {

    private static final String TEMPORARY = "nifi-userimport-";

    private final Path folder;
    private final boolean temporary;
    private final WorkspaceLock lock;
    private final AtExit.Registration registration;
    private boolean closed;

    private Workspace(final Path folder, final boolean temporary, final WorkspaceLock lock) {
        this.folder = folder;
        this.temporary = temporary;
        this.lock = lock;
        registration = AtExit.run(this::close);
    }

    /** A temporary folder. */
    static Workspace temporary() throws IOException {
        final Path folder = Files.createTempDirectory(TEMPORARY).toRealPath();
        return prepared(new Workspace(folder, true, WorkspaceLock.takeFirst(folder)));
    }

    /** The temporary folders there are, of runs that go on and of runs that were killed. */
    static List<Path> temporaryOnes() throws IOException {
        final Path parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        final List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, TEMPORARY + "*")) {
            for (final Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && WorkspaceLock.isIn(folder)
                        && Files.isWritable(folder)) {
                    found.add(folder);
                }
            }
        }
        return found;
    }

    /**
     * A folder that is kept.
     *
     * @throws UsageException when another run uses it, or it holds something else
     */
    static Workspace kept(final Path given) throws IOException {
        if (Files.exists(given) && !Files.isDirectory(given)) {
            throw new UsageException("--data " + given + " is not a folder");
        }
        if (isForeign(given)) {
            throw new UsageException(
                    "--data "
                            + given
                            + " contains other files. Name an empty folder, a new one, or that of an earlier run");
        }
        Files.createDirectories(given);
        final Path folder = given.toRealPath();
        final WorkspaceLock lock =
                WorkspaceLock.take(folder)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                Text.format(
                                                        "--data %s is in use by another quickstart",
                                                        given)));
        return prepared(new Workspace(folder, false, lock));
    }

    private static Workspace prepared(final Workspace workspace) throws IOException {
        Files.createDirectories(workspace.inbox());
        return workspace;
    }

    private static boolean isForeign(final Path folder) throws IOException {
        if (!Files.isDirectory(folder) || WorkspaceLock.isIn(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        }
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path nifi() {
        return folder.resolve("nifi");
    }

    /** Of the nodes, where there are more than one. */
    Path cluster() {
        return folder.resolve("cluster");
    }

    /**
     * Looks whether the folder is of as many NiFis: what waits in one that is not started would
     * wait for ever.
     *
     * @throws UsageException when it is not
     */
    void checkNodes(final int wanted) throws IOException {
        final long nodes = nodes();
        if (nodes != 0 && nodes != wanted) {
            throw new UsageException(
                    Text.format(
                            "--data %s was made with --nodes %d: give the same number again, or name another folder",
                            folder, nodes));
        }
    }

    /** How many NiFis the folder has; none while it is new. */
    private long nodes() throws IOException {
        if (!Files.exists(cluster())) {
            return Files.exists(nifi()) ? 1 : 0;
        }
        try (Stream<Path> nodes = Files.list(cluster())) {
            return nodes.count();
        }
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    /** What stands in for Google Cloud Storage. */
    Path buckets() {
        return folder.resolve("buckets");
    }

    /** Where the results of objects go that were put into a bucket. */
    Path bucketResults() {
        return folder.resolve("bucket-results");
    }

    /** Where the rows go that are left of a cancelled import of the HTTP APIs. */
    Path unprocessed() {
        return folder.resolve("unprocessed");
    }

    /** The key of a service account for an emulator. */
    Path emulatorKey() {
        return folder.resolve("gcs-emulator-account.json");
    }

    /**
     * The key of the HTTP APIs.
     *
     * @param wanted null: none is asked for
     */
    AppKey appKey(final String wanted) throws IOException {
        return AppKey.of(folder.resolve("app-key"), wanted);
    }

    boolean isTemporary() {
        return temporary;
    }

    /**
     * The port to use for something: the one asked for, else that of the last run, else a free one.
     */
    int port(final String name, final int wanted) throws IOException {
        final Path file = folder.resolve("ports.properties");
        final Properties ports = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                ports.load(in);
            }
        }
        final int last = Integer.parseInt(ports.getProperty(name, "0"));
        final int port;
        if (wanted != 0) {
            port = wanted;
        } else {
            port = last != 0 && Ports.isFree(last) ? last : unusedPort(ports);
        }
        ports.setProperty(name, Integer.toString(port));
        try (OutputStream out = Files.newOutputStream(file)) {
            ports.store(out, null);
        }
        return port;
    }

    /** A port that nobody has, and nothing else of ours is to have. */
    private static int unusedPort(final Properties ports) {
        int port = Ports.free();
        while (ports.containsValue(Integer.toString(port))) {
            port = Ports.free();
        }
        return port;
    }

    /** A JVM that ends meanwhile waits until it is done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (temporary) {
                Folders.delete(folder);
            }
            lock.close();
        } catch (final IOException e) {
            System.err.println("Could not delete " + folder + ": " + e.getMessage());
        }
        registration.cancel();
    }
}
