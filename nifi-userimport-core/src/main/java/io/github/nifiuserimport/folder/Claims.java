// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The hidden folder inside an inbox that files are moved into before they are read, each into a
 * folder of its own: {@code .claimed/ID/NAME}. After the file is read, {@code .claimed/ID.read}
 * says which version of it was. Everything that has to survive a restart is in there, so that any
 * machine that sees the folder can go on.
 */
final class Claims {

    /** Hidden, so that other programs that read the inbox leave it alone. */
    static final String FOLDER = ".claimed";

    private static final String READ = ".read";

    /** A younger claim without a file may be one that another machine is making just now. */
    private static final Duration MAX_CLAIMING_TIME = Duration.ofHours(1);

    private final Path folder;

    Claims(final Path inbox) {
        folder = inbox.resolve(FOLDER);
    }

    /**
     * Moves a file here.
     *
     * @return its new path; empty if the file no longer exists
     */
    Optional<Path> claim(final Path file) throws IOException {
        final Path own = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
        final Path claimed = own.resolve(file.getFileName());
        try {
            Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            // If its first answer was lost, NFS reports a missing file although it was moved.
            if (!Files.exists(claimed, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(own);
                if (e instanceof NoSuchFileException) {
                    return Optional.empty();
                }
                throw e;
            }
        }
        return Optional.of(claimed);
    }

    /** All claimed files. */
    List<Path> files() throws IOException {
        final List<Path> files = new ArrayList<>();
        for (final Path claim : claims()) {
            final List<Path> content = children(claim);
            files.addAll(content);
            if (content.isEmpty()) {
                removeLeftOver(claim);
            }
        }
        return files;
    }

    /** The claim id of a claimed file. */
    static String id(final Path claimed) {
        return claimed.getParent().getFileName().toString();
    }

    /** The version recorded by {@link #setRead}; empty if the file has not been read. */
    Optional<String> read(final Path claimed) throws IOException {
        try {
            return Optional.of(Files.readString(note(claimed.getParent())));
        } catch (final NoSuchFileException none) {
            return Optional.empty();
        }
    }

    void setRead(final Path claimed, final FileVersion version) throws IOException {
        final Path written = note(claimed.getParent()).resolveSibling(id(claimed) + ".writing");
        Files.writeString(written, version.stamp());
        Files.move(
                written,
                note(claimed.getParent()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes a file and its claim. */
    void delete(final Path claimed) throws IOException {
        Files.deleteIfExists(claimed);
        Files.deleteIfExists(claimed.getParent());
        Files.deleteIfExists(note(claimed.getParent()));
    }

    private void removeLeftOver(final Path claim) throws IOException {
        final boolean read = Files.exists(note(claim));
        final Instant made = Files.getLastModifiedTime(claim).toInstant();
        if (read || made.isBefore(Instant.now().minus(MAX_CLAIMING_TIME))) {
            Files.deleteIfExists(claim);
            Files.deleteIfExists(note(claim));
        }
    }

    private List<Path> claims() throws IOException {
        return children(folder).stream()
                .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static Path note(final Path claim) {
        return claim.resolveSibling(claim.getFileName() + READ);
    }

    private static List<Path> children(final Path folder) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            final List<Path> children = new ArrayList<>();
            stream.forEach(children::add);
            return children;
        } catch (final NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }
}
