// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The folder NiFi watches. */
final class Inbox {

    private final Path folder;
    private final Set<String> taken;
    private long lastTime;

    /**
     * @param taken names that must not be used: they would be mistaken for other files
     */
    Inbox(final Path folder, final Set<String> taken) throws IOException {
        this.folder = folder;
        this.taken = new HashSet<>(taken);
        this.taken.addAll(names());
    }

    /**
     * Puts a copy of a file into the folder, whole from the moment NiFi can see it. NiFi takes
     * files in the order in which they were put: by their times, so no two have the same.
     *
     * @return its name there, which is no other file's
     */
    InboxName put(final Path file) throws IOException {
        final InboxName name = freeName(file.getFileName().toString());
        // NiFi passes over hidden files.
        final Path hidden = folder.resolve(".quickstart.part");
        Files.copy(file, hidden, StandardCopyOption.REPLACE_EXISTING);
        // Older than NiFi's last look: one without a line break at its end is seen to be moved in.
        lastTime = Math.max(lastTime + 1, System.currentTimeMillis() - 10_000);
        Files.setLastModifiedTime(hidden, FileTime.fromMillis(lastTime));
        Files.move(hidden, folder.resolve(name.name()), StandardCopyOption.ATOMIC_MOVE);
        taken.add(name.name());
        return name;
    }

    boolean holds(final InboxName name) {
        return Files.exists(folder.resolve(name.name()));
    }

    /** The files that wait to be taken. */
    Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            final Set<String> names = new HashSet<>();
            files.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
            return names;
        }
    }

    /** {@code users.csv}, {@code users-2.csv}, {@code users-3.csv}, … */
    private InboxName freeName(final String given) {
        final InboxName wanted = InboxName.of(given);
        InboxName free = wanted;
        for (int i = 2; taken.contains(free.name()); i++) {
            free = wanted.numbered(i);
        }
        return free;
    }
}
