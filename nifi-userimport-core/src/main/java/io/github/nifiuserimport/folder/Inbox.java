// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A folder that others drop files into. Each file is taken once, and only when it is complete:
 *
 * <ol>
 *   <li>{@link #look} finds the files that nobody has written to for a while.
 *   <li>{@link #claim} moves one of them to where no other file of that name can replace it. A
 *       writer that still has the file open goes on writing to the same file.
 *   <li>The caller reads the file and asks {@link #isUnchanged} whether it stayed the same. If not,
 *       the caller drops what it has read, and the file waits until it is complete.
 *   <li>{@link #keepAsRead}, once what was read is safe. The file is kept for a while longer: if
 *       its writer goes on after all, the whole file is read again.
 * </ol>
 *
 * <p>Not safe for use by several threads.
 */
public final class Inbox {

    private static final Comparator<ClaimedFile> OLDEST_FIRST =
            Comparator.comparing((ClaimedFile file) -> file.version().modified())
                    .thenComparing(ClaimedFile::name);

    private final InboxSettings settings;
    private final Claims claims;
    private final Observations observations;
    private final InboxListener listener;
    private long lookedAt = Long.MIN_VALUE;
    private long lookedAtBefore = Long.MIN_VALUE;
    private Set<String> told = new HashSet<>();
    private Set<String> telling = new HashSet<>();

    /**
     * @param nanos a clock that is never set, as {@link System#nanoTime}
     */
    public Inbox(
            final InboxSettings settings, final LongSupplier nanos, final InboxListener listener) {
        this.settings = settings;
        this.listener = listener;
        claims = new Claims(settings.directory());
        observations = new Observations(nanos);
    }

    /**
     * Looks at the folder once; to be called several times a second. Deletes files that were read
     * and are not needed any more.
     *
     * @return the files to take, the oldest first; those not yet claimed have no claim id
     * @throws IOException when the folder cannot be listed
     */
    public List<ClaimedFile> look() throws IOException {
        told = telling;
        telling = new HashSet<>();
        lookedAtBefore = lookedAt;
        lookedAt = System.currentTimeMillis();
        final Map<Path, FileVersion> present = new HashMap<>();
        for (final Path file : dropped()) {
            put(present, file);
        }
        for (final Path file : claims.files()) {
            put(present, file);
        }
        observations.retain(present.keySet());
        final Map<Path, FileVersion> settled = settled(present);
        final Map<Path, FileVersion> due = new HashMap<>();
        final Set<Path> read = new HashSet<>();
        settled.forEach(
                (file, version) -> {
                    if (!isRead(file, version)) {
                        due.put(file, version);
                    } else if (!isYoung(file, version)) {
                        due.put(file, version);
                        read.add(file);
                    }
                });
        final OpenFiles open = openOf(due.keySet());
        final List<ClaimedFile> files = new ArrayList<>();
        due.forEach(
                (file, version) -> {
                    if (open.contains(version)) {
                        if (!isYoung(file, version)) {
                            tell(file, "waits, because a program has it open for writing");
                        }
                    } else if (read.contains(file)) {
                        delete(file);
                    } else {
                        files.add(
                                new ClaimedFile(
                                        isClaimed(file) ? Claims.id(file) : null, file, version));
                    }
                });
        files.sort(OLDEST_FIRST);
        return files;
    }

    /**
     * Moves a file that {@link #look} has found to where nobody else takes it.
     *
     * @return empty if the file is gone or has changed, and has to wait again
     * @throws IOException if it cannot be moved
     */
    public Optional<ClaimedFile> claim(final ClaimedFile found) throws IOException {
        if (found.claim() != null) {
            return isUnchanged(found) ? Optional.of(found) : Optional.empty();
        }
        final Optional<Path> claimed = claims.claim(found.path());
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        observations.moved(found.path(), claimed.get());
        final ClaimedFile file =
                new ClaimedFile(Claims.id(claimed.get()), claimed.get(), found.version());
        return isUnchanged(file) ? Optional.of(file) : Optional.empty();
    }

    /** Whether a claimed file is as it was found, and no process has it open for writing. */
    public boolean isUnchanged(final ClaimedFile file) throws IOException {
        return FileVersion.of(file.path()).filter(file.version()::equals).isPresent()
                && !openOf(Set.of(file.path())).contains(file.version());
    }

    /** Records that this version was read: it is not read again, and the file is deleted later. */
    public void keepAsRead(final ClaimedFile file) throws IOException {
        claims.setRead(file.path(), file.version());
        observations.restart(file.path(), file.version());
    }

    private List<Path> dropped() throws IOException {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(settings.directory())) {
            for (final Path path : stream) {
                if (!settings.ignored().contains(path.getFileName().toString())) {
                    files.add(path);
                }
            }
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    private void put(final Map<Path, FileVersion> present, final Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                tell(file, "is a symbolic link, which is not followed; move the file itself here");
            } else {
                final Optional<FileVersion> version = FileVersion.of(file);
                if (version.isPresent()) {
                    present.put(file, version.get());
                    if (isMovedIn(file, version.get())) {
                        observations.takeAsWhole(file, version.get());
                    }
                }
            }
        } catch (final IOException e) {
            tell(file, "cannot be examined: " + e);
        }
    }

    /**
     * Whether a file that was not there at the last look was last written to before that look: it
     * has been renamed since, as programs do that use another name until they have finished. The
     * clock of a file server may be behind ours, so its own times have to show a renaming too.
     */
    private boolean isMovedIn(final Path file, final FileVersion version) throws IOException {
        return !isClaimed(file)
                && !observations.know(file)
                && version.modified().toMillis() < lookedAtBefore
                && FileEnd.isHandledSince(file);
    }

    private Map<Path, FileVersion> settled(final Map<Path, FileVersion> present) {
        final Map<Path, FileVersion> settled = new HashMap<>();
        present.forEach(
                (file, version) -> {
                    try {
                        final Duration unchanged = observations.unchanged(file, version);
                        if (unchanged.compareTo(settings.settleTime()) >= 0
                                && (unchanged.compareTo(settings.unfinishedTime()) >= 0
                                        || observations.looksWhole(file))) {
                            settled.put(file, version);
                        }
                    } catch (final IOException e) {
                        tell(file, "cannot be read: " + e + "; it is tried again");
                    }
                });
        return settled;
    }

    /** Whether that version was read before, and {@link #keepAsRead} was called. */
    private boolean isRead(final Path file, final FileVersion version) {
        if (!isClaimed(file)) {
            return false;
        }
        try {
            final Optional<String> read = claims.read(file);
            if (read.isPresent() && !read.get().equals(version.stamp())) {
                tell(
                        file,
                        "was written to after it had been imported, so the whole file is imported"
                                + " again; let its writer use a hidden name until it is finished");
            }
            return read.filter(version.stamp()::equals).isPresent();
        } catch (final IOException e) {
            tell(file, "waits, because it is not known whether it was imported: " + e);
            return true;
        }
    }

    private void delete(final Path file) {
        try {
            claims.delete(file);
        } catch (final IOException e) {
            tell(file, "was imported but cannot be removed: " + e + "; it is tried again");
        }
    }

    private boolean isClaimed(final Path file) {
        return !file.getParent().equals(settings.directory());
    }

    private boolean isYoung(final Path file, final FileVersion version) {
        return observations.unchanged(file, version).compareTo(settings.unfinishedTime()) < 0;
    }

    private static OpenFiles openOf(final Set<Path> files) {
        return OpenFiles.named(
                files.stream()
                        .map(file -> file.getFileName().toString())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private void tell(final Path file, final String reason) {
        final String trouble = file + " " + reason;
        if (telling.add(trouble) && !told.contains(trouble)) {
            listener.tell(file, reason);
        }
    }
}
