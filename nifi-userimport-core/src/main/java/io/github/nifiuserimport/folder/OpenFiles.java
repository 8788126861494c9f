// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that processes of this machine have open for writing, as Linux shows in {@code /proc}.
 * Empty on other systems.
 *
 * <p>A file that is listed is certainly open. One that is not may still be written to, by processes
 * of other users, containers or machines.
 */
final class OpenFiles {

    /**
     * Mask for the lowest two bits of a file's flags, which are 0 if it is open for reading only.
     */
    private static final int ACCESS_MODE = 3;

    private static final String FLAGS = "flags:";

    private final Set<Object> keys;

    private OpenFiles(final Set<Object> keys) {
        this.keys = keys;
    }

    /**
     * Looks at the processes.
     *
     * @param names of the files in question; ignoring others saves most of the work
     */
    static OpenFiles named(final Set<String> names) {
        final Set<Object> keys = new HashSet<>();
        if (!names.isEmpty()) {
            for (final Path process : children(Path.of("/proc"), "[0-9]*")) {
                addTo(keys, process, names);
            }
        }
        return new OpenFiles(keys);
    }

    boolean contains(final FileVersion file) {
        return file.key() != null && keys.contains(file.key());
    }

    private static void addTo(final Set<Object> keys, final Path process, final Set<String> names) {
        for (final Path open : children(process.resolve("fd"), "*")) {
            try {
                final Path name = Files.readSymbolicLink(open).getFileName();
                if (name != null && names.contains(name.toString()) && isForWriting(open)) {
                    // Through the link, as it names the file itself wherever it has been moved.
                    keys.add(Files.readAttributes(open, BasicFileAttributes.class).fileKey());
                }
            } catch (final IOException | RuntimeException closedMeanwhile) {
                // Or it is no file at all: a pipe, a socket.
            }
        }
    }

    private static boolean isForWriting(final Path open) throws IOException {
        final Path info =
                open.getParent().resolveSibling("fdinfo").resolve(open.getFileName().toString());
        for (final String line : Files.readAllLines(info)) {
            if (line.startsWith(FLAGS)) {
                final int flags = Integer.parseInt(line.substring(FLAGS.length()).strip(), 8);
                return (flags & ACCESS_MODE) != 0;
            }
        }
        return false;
    }

    private static List<Path> children(final Path folder, final String glob) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            final List<Path> children = new ArrayList<>();
            stream.forEach(children::add);
            return children;
        } catch (final IOException | RuntimeException notToBeSeen) {
            return List.of();
        }
    }
}
