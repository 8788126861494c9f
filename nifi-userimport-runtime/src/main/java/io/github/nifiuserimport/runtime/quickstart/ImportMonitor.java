// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Follows the imports to their end, by the jobs in the database. A long import is never given up; a
 * file that is nowhere any more, or a flow in which nothing moves, is.
 */
final class ImportMonitor {

    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration LOST_AFTER = Duration.ofSeconds(20);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(3);

    private final List<Import> files;
    private final Jobs jobs;
    private final Instant since;
    private final Inbox inbox;
    private final TemplateFlow flow;
    private Set<String> endedJobs = Set.of();
    private Object lastSeen;
    private Instant lastMove = Instant.now();

    /**
     * @param since when the files were put, by the database's clock: older jobs are not theirs
     */
    ImportMonitor(
            final List<Import> files,
            final Jobs jobs,
            final Instant since,
            final Inbox inbox,
            final TemplateFlow flow) {
        this.files = files;
        this.jobs = jobs;
        this.since = since;
        this.inbox = inbox;
        this.flow = flow;
    }

    /** Jobs that have ended, of the last look. */
    Set<String> endedJobs() {
        return endedJobs;
    }

    /**
     * Waits until all have ended.
     *
     * @param progress is shown those that have not
     * @param ended is given each that has, once
     * @param everyTime is run after each look, and may throw to end the wait
     */
    void follow(final Progress progress, final Consumer<Import> ended, final Runnable everyTime)
            throws SQLException, IOException, InterruptedException {
        while (true) {
            final List<Import> open = files.stream().filter(file -> !file.hasEnded()).toList();
            if (open.isEmpty()) {
                return;
            }
            try {
                look(open);
            } finally {
                everyTime.run();
            }
            final Instant now = jobs.now();
            for (final Import file : open) {
                if (file.hasEnded()) {
                    progress.ended(file, now);
                    ended.accept(file);
                }
            }
            progress.show(open.stream().filter(file -> !file.hasEnded()).toList(), now);
            Thread.sleep(POLL);
        }
    }

    private void look(final List<Import> open) throws SQLException, IOException {
        final List<JobStatus> present = jobs.since(since);
        endedJobs =
                present.stream()
                        .filter(job -> job.state().ended())
                        .map(JobStatus::id)
                        .collect(Collectors.toSet());
        for (final Import file : open) {
            present.stream().filter(file::isThatOf).findFirst().ifPresent(file::is);
        }
        final Duration still = still(List.of(present, inbox.names()));
        if (still.compareTo(LOST_AFTER) < 0 || flow.isBusy()) {
            return;
        }
        final int waiting = flow.waiting();
        for (final Import file : open) {
            if (file.hasEnded()) {
                continue;
            }
            if (waiting == 0 && !inbox.holds(file.inboxName())) {
                file.failed("The flow lost it: it is neither in the inbox nor in a queue");
            } else if (still.compareTo(STUCK_AFTER) > 0) {
                file.failed(
                        Text.format(
                                "Nothing has moved for %d seconds: the file %s",
                                still.toSeconds(),
                                inbox.holds(file.inboxName())
                                        ? "is still in the inbox"
                                        : "is waiting in a queue"));
            }
        }
    }

    /** For how long what is seen has been the same. */
    private Duration still(final Object seen) {
        final Instant now = Instant.now();
        if (!Objects.equals(seen, lastSeen)) {
            lastSeen = seen;
            lastMove = now;
        }
        return Duration.between(lastMove, now);
    }
}
