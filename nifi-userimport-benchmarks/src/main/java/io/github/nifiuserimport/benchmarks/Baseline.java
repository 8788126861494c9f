// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * An earlier commit's build, which runs beside the present one in the same NiFi: its NAR has the
 * commit in its version.
 *
 * @param commit the first seven digits of its hash
 * @param nars a folder with its NAR and nothing else
 * @param build what is to be measured
 * @param templates the folder of that commit's templates
 */
public record Baseline(String commit, Path nars, Build build, Path templates) {

    private static final String SCRIPT = "build/baseline";
    private static final String NAR = "nifi-userimport-nar.nar";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String VERSION = "Nar-Version";
    private static final int SHORT = 7;
    private static final int NO_SUCH_COMMIT = 2;

    /** There is no such commit, or no git to ask. */
    public static final class UnknownCommitException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The build of the present sources. */
    public static Build present() {
        try {
            return new Build("", bundle(Installation.nifiLib().resolve(NAR)), "userimport");
        } catch (final IOException e) {
            throw new IllegalStateException("Cannot read the NAR: " + e.getMessage(), e);
        }
    }

    /**
     * Builds it, unless an earlier run has. What is wrong is said on stderr.
     *
     * @param folder for its NAR; is made
     * @throws IOException when it cannot be built
     */
    static Baseline of(final String commit, final Path folder)
            throws IOException, InterruptedException, UnknownCommitException {
        final Process script =
                new ProcessBuilder(Installation.root().resolve(SCRIPT).toString(), commit)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        script.getOutputStream().close();
        final String printed =
                new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int code = script.waitFor();
        if (code == NO_SUCH_COMMIT) {
            throw new UnknownCommitException();
        }
        if (code != 0) {
            throw new IOException(commit + " could not be built");
        }
        return in(Path.of(printed.strip()), folder);
    }

    /** What the script has left in the folder that is named by the commit. */
    static Baseline in(final Path built, final Path folder) throws IOException {
        final String commit = built.getFileName().toString().substring(0, SHORT);
        final Path nar = Files.createDirectories(folder).resolve("baseline-" + NAR);
        copyAsVersionOf(commit, built.resolve(NAR), nar);
        return new Baseline(
                commit,
                folder,
                new Build(commit, bundle(nar), "userimport_baseline"),
                built.resolve("templates"));
    }

    /** A template of that commit's, if it has one of that name. */
    public Optional<Path> template(final String name) {
        return Optional.of(templates.resolve(name)).filter(Files::exists);
    }

    /** NiFi tells NARs apart by group, artifact and version, which are all in the manifest. */
    private static void copyAsVersionOf(final String commit, final Path from, final Path to)
            throws IOException {
        try (ZipFile nar = new ZipFile(from.toFile());
                ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(to))) {
            for (final ZipEntry entry : nar.stream().toList()) {
                copy.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(MANIFEST)) {
                    final Manifest manifest = manifest(nar);
                    final String version = manifest.getMainAttributes().getValue(VERSION);
                    manifest.getMainAttributes().putValue(VERSION, version + "-" + commit);
                    manifest.write(copy);
                } else {
                    nar.getInputStream(entry).transferTo(copy);
                }
                copy.closeEntry();
            }
        }
    }

    private static Bundle bundle(final Path file) throws IOException {
        try (ZipFile nar = new ZipFile(file.toFile())) {
            final var attributes = manifest(nar).getMainAttributes();
            return new Bundle(
                    attributes.getValue("Nar-Group"),
                    attributes.getValue("Nar-Id"),
                    attributes.getValue(VERSION));
        }
    }

    private static Manifest manifest(final ZipFile nar) throws IOException {
        return new Manifest(nar.getInputStream(nar.getEntry(MANIFEST)));
    }
}
