// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import java.util.Optional;

/** A file that is not imported yet, with its place in a {@link FileOrder}, which guards it. */
public final class QueuedFile {

    private final String queue;
    private final String id;
    private final String app;

    /** Null until somebody has looked. */
    FileUsers users;

    /** Whether somebody has taken it out of its queue. */
    boolean taken;

    /** Whether it is not in the order any more. */
    boolean gone;

    /** When it was in its queue last, as {@link System#nanoTime} has it. */
    long seen;

    Optional<byte[]> reached = Optional.empty();

    /** What it waited for when that was asked last, which it probably still does; or null. */
    QueuedFile waitsFor;

    QueuedFile(final String queue, final String id, final String app, final long seen) {
        this.queue = queue;
        this.id = id;
        this.app = app;
        this.seen = seen;
    }

    /** What identifies it in its queue. */
    public String id() {
        return id;
    }

    /** Whether it is known which users it is about. */
    public boolean isRead() {
        return users != null;
    }

    boolean isIn(final String other) {
        return queue.equals(other);
    }

    boolean isBesideInQueue(final QueuedFile other) {
        return isIn(other.queue);
    }

    boolean isLarge() {
        return users != null && !users.areFew();
    }

    /** Whether it has to be imported before another file that came after it. */
    boolean holdsUp(final QueuedFile later) {
        return !gone
                && app.equals(later.app)
                && (users == null || FileUsers.mayShare(later.users, users, reached));
    }
}
