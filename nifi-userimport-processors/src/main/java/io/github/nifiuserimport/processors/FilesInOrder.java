// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.order.FileOrder;
import io.github.nifiuserimport.job.order.FileOrder.Queue;
import io.github.nifiuserimport.job.order.FileOrder.Seen;
import io.github.nifiuserimport.job.order.FileUsers;
import io.github.nifiuserimport.job.order.QueuedFile;
import io.github.nifiuserimport.job.order.UsersScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Takes files out of a processor's queues for its tasks: the first one that need not wait for
 * another. Those that have to stay in their queues, where they are seen, and hold no task.
 */
final class FilesInOrder {

    /** So many files that wait are looked at; those behind them wait until they have moved up. */
    private static final int LOOKED_AT = 200;

    private final FileOrder order;
    private final String queue;
    private final int maxLarge;

    /**
     * @param queue the processor's id
     * @param maxLarge how many large files it may import at once
     */
    FilesInOrder(final FileOrder order, final String queue, final int maxLarge) {
        this.order = order;
        this.queue = queue;
        this.maxLarge = maxLarge;
    }

    /**
     * Takes the next file, which is to be closed.
     *
     * @param app whose users a file is about
     * @param scans how it is found out which users a file is about; throws IllegalArgumentException
     *     where the file will be refused
     * @param stop whether to give up
     * @return null when there is none that may be imported now
     */
    TakenFile take(
            final ProcessContext context,
            final ProcessSession session,
            final Function<FlowFile, String> app,
            final Function<FlowFile, UsersScan> scans,
            final BooleanSupplier stop) {
        final TakenFile taken;
        synchronized (order) {
            final List<FlowFile> waiting = new ArrayList<>();
            final List<FlowFile> part = session.get(file -> partOrSeen(file, waiting));
            if (!part.isEmpty()) {
                return new TakenFile(part.getFirst());
            }
            if (waiting.isEmpty()) {
                return null;
            }
            final Optional<QueuedFile> next = order.next(queue(session, waiting, app), maxLarge);
            if (next.isEmpty()) {
                // There is nothing to do before another file has ended or come.
                context.yield();
                return null;
            }
            taken = taken(session, next.get());
        }
        return taken == null || taken.place().isRead()
                ? taken
                : lookedInto(session, taken, scans, stop);
    }

    /** Forgets what was in the queues, and what tasks have taken that are there no longer. */
    void forget() {
        order.forget(queue);
    }

    private static FlowFileFilterResult partOrSeen(
            final FlowFile file, final List<FlowFile> waiting) {
        if (isPart(file)) {
            return FlowFileFilterResult.ACCEPT_AND_TERMINATE;
        }
        waiting.add(file);
        return waiting.size() < LOOKED_AT
                ? FlowFileFilterResult.REJECT_AND_CONTINUE
                : FlowFileFilterResult.REJECT_AND_TERMINATE;
    }

    /** Parts of a file have no user in common, and are to be applied side by side. */
    private static boolean isPart(final FlowFile file) {
        return file.getAttribute(ImportAttributes.ID) != null
                && file.getAttribute(FragmentAttributes.FRAGMENT_INDEX.key()) != null;
    }

    private Queue queue(
            final ProcessSession session,
            final List<FlowFile> waiting,
            final Function<FlowFile, String> app) {
        return new Queue(
                queue,
                waiting.stream()
                        // After a restart, a file that was begun is known by that alone.
                        .sorted(Comparator.comparing(FilesInOrder::isFresh))
                        .map(
                                file ->
                                        new Seen(
                                                ImportIds.flowFileId(file),
                                                String.valueOf(app.apply(file)),
                                                file.getSize()))
                        .toList(),
                session.getQueueSize().getObjectCount());
    }

    private static boolean isFresh(final FlowFile file) {
        return file.getAttribute(ImportAttributes.ERROR) == null;
    }

    private TakenFile taken(final ProcessSession session, final QueuedFile next) {
        final List<FlowFile> file =
                session.get(
                        each ->
                                next.id().equals(ImportIds.flowFileId(each))
                                        ? FlowFileFilterResult.ACCEPT_AND_TERMINATE
                                        : FlowFileFilterResult.REJECT_AND_CONTINUE);
        final TakenFile taken = new TakenFile(file.isEmpty() ? null : file.getFirst(), order, next);
        if (file.isEmpty()) {
            // It has expired, or somebody has emptied the queue.
            taken.close();
            return null;
        }
        return taken;
    }

    /** The file if it turns out that it need not wait; else it goes back into its queue. */
    private TakenFile lookedInto(
            final ProcessSession session,
            final TakenFile taken,
            final Function<FlowFile, UsersScan> scans,
            final BooleanSupplier stop) {
        boolean mayBegin = false;
        try {
            final Optional<FileUsers> users = users(session, taken.file(), scans, stop);
            mayBegin = users.isPresent() && order.read(taken.place(), users.get(), maxLarge);
        } finally {
            if (!mayBegin) {
                taken.close();
            }
        }
        if (!mayBegin) {
            session.rollback();
            return null;
        }
        return taken;
    }

    private static Optional<FileUsers> users(
            final ProcessSession session,
            final FlowFile file,
            final Function<FlowFile, UsersScan> scans,
            final BooleanSupplier stop) {
        final UsersScan scan;
        try {
            scan = scans.apply(file);
        } catch (final IllegalArgumentException refused) {
            return Optional.of(FileUsers.NOBODY);
        }
        try {
            return scan.users(() -> session.read(file), file.getSize(), stop);
        } catch (final ProcessException | FlowFileAccessException framework) {
            throw framework;
        } catch (final IOException | RuntimeException unreadable) {
            // Its import will tell, and may do better another time.
            return Optional.of(FileUsers.ANYBODY);
        }
    }
}
