// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of {@code ./quickstart} as a process of its own, from whatever folder. */
final class QuickstartRun implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;
    private final Path console;

    private QuickstartRun(final Path folder, final List<String> arguments) throws IOException {
        output = Files.createTempFile(folder, "stdout-", "");
        console = Files.createTempFile(folder, "stderr-", "");
        final List<String> command = new ArrayList<>();
        command.add(Installation.root().resolve("quickstart").toString());
        command.addAll(arguments);
        process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(console.toFile())
                        .start();
    }

    /** Starts one in that working directory. */
    static QuickstartRun start(final Path folder, final String... arguments) throws IOException {
        stampBuild();
        return new QuickstartRun(folder, List.of(arguments));
    }

    /**
     * What this Maven run has built is what the script would build: it need not, and must not while
     * a NiFi runs from there.
     */
    private static void stampBuild() throws IOException {
        final Path stamp = Installation.nifiLib().resolve("../../quickstart.stamp").normalize();
        final Instant started = Instant.parse(System.getProperty("build.started"));
        if (!Files.exists(stamp)) {
            Files.createFile(stamp);
        } else if (!Files.getLastModifiedTime(stamp).toInstant().isBefore(started)) {
            return;
        }
        Files.setLastModifiedTime(stamp, FileTime.from(started));
    }

    /** Runs one to its end. */
    static QuickstartRun done(final Path folder, final String... arguments) throws Exception {
        try (QuickstartRun run = start(folder, arguments)) {
            run.awaitEnd();
            return run;
        }
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The quickstart does not end. It says:\n" + console());
        }
        return process.exitValue();
    }

    int exitCode() {
        return process.exitValue();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Waits until it says that to people. */
    void awaitWords(final String words) {
        Await.until(
                TIMEOUT,
                () -> "the quickstart says '" + words + "'. It says:\n" + console(),
                () -> console().contains(words));
    }

    /** All that is for people. */
    String console() {
        return read(console);
    }

    /** All that is for programs. */
    String output() {
        return read(output);
    }

    /** The same, line by line. */
    List<JsonNode> lines() {
        return output().lines().map(Database::json).toList();
    }

    /** The line about that file. */
    JsonNode line(final String file) {
        return lines().stream()
                .filter(line -> line.path("file").asText().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + file + ":\n" + output()));
    }

    /** Ends it if a test has left it running. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            Await.until(Duration.ofMinutes(1), () -> "it has ended", () -> !process.isAlive());
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
