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
 * A folder that others drop files into, and out of which each is taken once and whole.
 *
 * <ol>
 *   <li>{@link #look} finds the files that nobody has written to for a while.
 *   <li>{@link #claim} moves one to where no other file of its name can replace it. Its writer, who
 *       may have it open, writes on to the same file.
 *   <li>The file is read, and {@link #isUnchanged} asked whether it stayed as it was. If not, what
 *       was read is worth nothing, and the file waits until it is whole.
 *   <li>{@link #keepAsRead}, once what was read is safe. The file is kept for a while longer: if
 *       its writer goes on after all, it is read again, whole.
 * </ol>
 *
 * <p>For one thread at a time.
 */
public final class Inbox {

    private static final Comparator<ClaimedFile> OLDEST_FIRST =
            Comparator.comparing((ClaimedFile file) -> file.version().modified())
                    .thenComparing(ClaimedFile::name);

    private final InboxSettings settings;
    private final Claims claims;
    private final Observations observations;
    private final InboxTroubles listener;
    private long lookedAt = Long.MIN_VALUE;
    private long lookedAtBefore = Long.MIN_VALUE;
    private Set<String> told = new HashSet<>();
    private Set<String> telling = new HashSet<>();

    /**
     * @param nanos a clock that is never set, as {@link System#nanoTime}
     */
    public Inbox(
            final InboxSettings settings, final LongSupplier nanos, final InboxTroubles listener) {
        this.settings = settings;
        this.listener = listener;
        claims = new Claims(settings.directory());
        observations = new Observations(nanos);
    }

    /**
     * Looks at the folder once: to be called several times a second. Files that were read and are
     * not needed any more are deleted.
     *
     * @return the files to take, the oldest first. Those that are not claimed yet have no claim
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
                            tell(file, "waits, since a program has it open for writing");
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
     * Makes a file that {@link #look} has found one that nobody else takes.
     *
     * @return empty when it is gone, or another version of it was there: that one waits in its turn
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

    /** Whether a claimed file is as it was found, and no process is seen writing to it. */
    public boolean isUnchanged(final ClaimedFile file) throws IOException {
        return FileVersion.of(file.path()).filter(file.version()::equals).isPresent()
                && !openOf(Set.of(file.path())).contains(file.version());
    }

    /** Notes that this version was read: it is not read again, and the file is deleted later. */
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
            tell(file, "cannot be looked at: " + e);
        }
    }

    /**
     * Whether a file that was not there at the last look was written before it: then it has been
     * renamed, as programs do that write under another name until they have finished. That it was
     * handled since is asked for beside it, as the clock of a file server may be behind ours.
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

    /** Whether that version was read, and safe, before. */
    private boolean isRead(final Path file, final FileVersion version) {
        if (!isClaimed(file)) {
            return false;
        }
        try {
            final Optional<String> read = claims.read(file);
            if (read.isPresent() && !read.get().equals(version.stamp())) {
                tell(
                        file,
                        "was written to after it had been imported, and is imported again, whole;"
                                + " let its writer use a hidden name until it is finished");
            }
            return read.filter(version.stamp()::equals).isPresent();
        } catch (final IOException e) {
            tell(file, "waits, since it cannot be told whether it was imported: " + e);
            return true;
        }
    }

    private void delete(final Path file) {
        try {
            claims.delete(file);
        } catch (final IOException e) {
            tell(file, "was imported and cannot be removed: " + e + "; it is tried again");
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
