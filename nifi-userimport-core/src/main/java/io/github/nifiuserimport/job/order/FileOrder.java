// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The files that wait in queues or are being imported, in the order in which they came, and which
 * of them may be imported now. The queues are others', who tell what is in them; what is in none
 * any more is forgotten after a while.
 *
 * <p>Safe for use by many threads. Who takes files out of a queue synchronizes on this meanwhile,
 * so that a file is where its queue was seen to have it.
 */
public final class FileOrder {

    /** A file that is missing in its queue may be on its way back there. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    /** Longer than somebody may not look into a queue, or a file be kept from its view. */
    private static final Duration UNSEEN = Duration.ofMinutes(10);

    /** Large files that are looked into before their turn: what is found takes up to 16 MB each. */
    private static final int LARGE_READ_AHEAD = 4;

    /** A file of so many bytes may be a large one. */
    private static final long MAY_BE_LARGE = 1 << 20;

    private final LongSupplier nanoTime;

    /** In the order in which they came. */
    private final List<QueuedFile> files = new ArrayList<>();

    public FileOrder() {
        this(System::nanoTime);
    }

    FileOrder(final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A file as it is in its queue.
     *
     * @param id that identifies it there
     * @param app whose users it is about
     * @param bytes that it has
     */
    public record Seen(String id, String app, long bytes) {}

    /**
     * A queue as it is.
     *
     * @param name that no other queue has
     * @param files that it shows; of those that are new, in the order in which they came
     * @param size how many it has, with those that are taken and those that it does not show now
     */
    public record Queue(String name, List<Seen> files, int size) {}

    /**
     * Takes the next file of a queue: one that need not wait, or of which it is not known whether
     * it has to. It is to be {@link #done} or to be put {@link #back}.
     *
     * @param maxLarge how many large files of this queue may be imported at once
     * @return nothing when all have to wait
     */
    public synchronized Optional<QueuedFile> next(final Queue queue, final int maxLarge) {
        final Map<String, Seen> seen = new HashMap<>();
        queue.files().forEach(each -> seen.put(each.id(), each));
        look(queue, seen.keySet());
        for (final QueuedFile file : files) {
            final Seen inQueue = file.isIn(queue.name()) ? seen.get(file.id()) : null;
            if (inQueue != null
                    && !file.taken
                    && (file.isRead() ? mayBegin(file, maxLarge) : mayBeRead(inQueue, file))) {
                file.taken = true;
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private void look(final Queue queue, final Set<String> ids) {
        final long now = nanoTime.getAsLong();
        final Set<String> unknown = new HashSet<>(ids);
        for (final QueuedFile file : files) {
            if (file.isIn(queue.name()) && unknown.remove(file.id())) {
                file.seen = now;
            }
        }
        final boolean showsAll = queue.size() - taken(queue.name()) <= queue.files().size();
        files.stream()
                .filter(file -> !file.taken)
                .filter(
                        file ->
                                now - file.seen
                                        > (showsAll && file.isIn(queue.name())
                                                        ? ON_ITS_WAY
                                                        : UNSEEN)
                                                .toNanos())
                .toList()
                .forEach(this::remove);
        for (final Seen each : queue.files()) {
            if (unknown.remove(each.id())) {
                files.add(new QueuedFile(queue.name(), each.id(), each.app(), now));
            }
        }
    }

    private long taken(final String queue) {
        return files.stream().filter(file -> file.taken && file.isIn(queue)).count();
    }

    private boolean mayBeRead(final Seen seen, final QueuedFile file) {
        return seen.bytes() < MAY_BE_LARGE
                || files.stream()
                                .takeWhile(earlier -> earlier != file)
                                .filter(earlier -> !earlier.taken && earlier.isLarge())
                                .count()
                        < LARGE_READ_AHEAD;
    }

    private boolean mayBegin(final QueuedFile file, final int maxLarge) {
        if (file.isLarge() && largeInWork(file) >= maxLarge) {
            return false;
        }
        if (file.waitsFor == null || !file.waitsFor.holdsUp(file)) {
            file.waitsFor =
                    files.stream()
                            .takeWhile(earlier -> earlier != file)
                            .filter(earlier -> earlier.holdsUp(file))
                            .findFirst()
                            .orElse(null);
        }
        return file.waitsFor == null;
    }

    private long largeInWork(final QueuedFile file) {
        return files.stream()
                .filter(other -> other != file && other.taken && other.isLarge())
                .filter(file::isBesideInQueue)
                .count();
    }

    /**
     * Notes which users a file is about that was taken.
     *
     * @return whether it may be imported now; otherwise it is to be put {@link #back}
     */
    public synchronized boolean read(
            final QueuedFile file, final FileUsers users, final int maxLarge) {
        file.users = users;
        return mayBegin(file, maxLarge);
    }

    /** Notes which key an import has reached that goes in order of keys. */
    public synchronized void reached(final QueuedFile file, final byte[] key) {
        file.reached = Optional.of(key);
    }

    /** Nothing of a file is left to be applied. */
    public synchronized void done(final QueuedFile file) {
        remove(file);
    }

    /**
     * A file is in its queue again, or about to be, and keeps its place. What it had reached counts
     * no longer: a database that crashed may have lost the last of it.
     */
    public synchronized void back(final QueuedFile file) {
        file.taken = false;
        file.reached = Optional.empty();
        file.seen = nanoTime.getAsLong();
    }

    /** Forgets all files of a queue that nobody takes files out of any more. */
    public synchronized void forget(final String queue) {
        files.stream().filter(file -> file.isIn(queue)).toList().forEach(this::remove);
    }

    private void remove(final QueuedFile file) {
        file.gone = true;
        files.remove(file);
    }
}
