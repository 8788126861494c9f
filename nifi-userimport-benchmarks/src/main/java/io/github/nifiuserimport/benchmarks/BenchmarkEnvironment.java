// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A NiFi and a PostgreSQL to measure with. */
public final class BenchmarkEnvironment implements AutoCloseable {

    private static final String RECORDING = "benchmark";
    private static final long TIMEOUT_SECONDS = 120;

    private final Database database;
    private final LocalNifi nifi;

    private BenchmarkEnvironment(final Database database, final LocalNifi nifi) {
        this.database = database;
        this.nifi = nifi;
    }

    /**
     * Starts both, in the plan's folder.
     *
     * @param heap of NiFi
     */
    public static BenchmarkEnvironment start(final Plan plan, final String heap) {
        final Database database = Database.start(plan.folder().resolve("postgres"));
        try {
            // What was imported need not be kept.
            final LocalNifi.Builder nifi =
                    LocalNifi.in(plan.folder().resolve("nifi"))
                            .heap(heap)
                            .property("nifi.content.repository.archive.enabled", "false");
            if (plan.baseline() != null) {
                nifi.nars(plan.baseline().nars());
            }
            return new BenchmarkEnvironment(database, nifi.start());
        } catch (final RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    public LocalNifi nifi() {
        return nifi;
    }

    public NifiClient client() {
        return nifi.client();
    }

    /** Records what NiFi does. */
    public void startRecording() throws IOException, InterruptedException {
        jcmd("JFR.start", "name=" + RECORDING, "settings=profile");
    }

    /** Keeps what was recorded. */
    public void stopRecording(final Path file) throws IOException, InterruptedException {
        jcmd("JFR.stop", "name=" + RECORDING, "filename=" + file);
    }

    /** So that a later measurement does not find the garbage of an earlier one. */
    public void collectGarbage() throws IOException, InterruptedException {
        jcmd("GC.run");
    }

    private void jcmd(final String... command) throws IOException, InterruptedException {
        final var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(nifi.pid()));
        line.addAll(List.of(command));
        final Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("jcmd " + String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() {
        nifi.stop();
        database.close();
    }
}
