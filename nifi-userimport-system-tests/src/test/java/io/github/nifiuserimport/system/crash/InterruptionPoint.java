// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.FolderFlow.Result;
import io.github.nifiuserimport.system.TestSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * When an import is cut off.
 *
 * @param rows that are applied or rejected by then, at least
 */
record InterruptionPoint(Place place, long rows) {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Which part of an import it is in. */
    enum Place {
        /** The job is there, and none of its rows is applied. */
        BEFORE_THE_FIRST_ROW,
        /** The file is being sorted, or has just been. */
        WHILE_IT_IS_SORTED,
        /** Somewhere among the rows. */
        AMONG_THE_ROWS,
        /** Among the rows from which on all users are known. */
        AMONG_KNOWN_USERS,
        /** Among the last rows, when the end is near. */
        AT_THE_LAST_ROWS,
        /** The store has noted that the job is finished, and NiFi has not noted anything. */
        BEFORE_NIFI_KNOWS_THE_END,
        /** All is over. */
        AFTER_THE_END
    }

    static InterruptionPoint in(final Place place, final CrashFile file, final Random random) {
        final int rows = file.rows();
        return new InterruptionPoint(
                place,
                switch (place) {
                    case BEFORE_THE_FIRST_ROW, WHILE_IT_IS_SORTED -> 0;
                    case AMONG_THE_ROWS -> random.nextInt(1, rows - CrashFile.BATCH);
                    case AMONG_KNOWN_USERS ->
                            random.nextInt(file.firstRowOfKnownUsers(), rows - 6 * CrashFile.BATCH);
                    // No more than that is told before the end.
                    case AT_THE_LAST_ROWS ->
                            rows - CrashFile.BATCH - random.nextInt(2 * CrashFile.BATCH);
                    case BEFORE_NIFI_KNOWS_THE_END, AFTER_THE_END -> rows;
                });
    }

    /** For an interruption that took longer than what the import then had left to do. */
    InterruptionPoint earlier() {
        return switch (place) {
            case AMONG_THE_ROWS, AT_THE_LAST_ROWS ->
                    new InterruptionPoint(place, Math.max(1, rows - 2 * CrashFile.BATCH));
            default -> this;
        };
    }

    /** Waits until the import is there, and keeps it there as long as it is open, where it can. */
    Reached await(final TestSystem system, final FolderFlow flow, final CrashFile file) {
        final TestSession session = TestSession.open(system.postgres());
        try {
            if (place == Place.BEFORE_NIFI_KNOWS_THE_END) {
                awaitRows(session, file.rowsBeforeCleanEnd());
                session.begin();
                // What NiFi reads when a job has finished; none of the last batches writes it.
                session.execute("LOCK TABLE userimport.import_row_error IN ACCESS EXCLUSIVE MODE");
                await(
                        () ->
                                session.row(
                                                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation"
                                                        + " = 'userimport.import_row_error'::regclass")
                                        .isPresent());
                final String state = session.value("SELECT state FROM userimport.import_job");
                if (!state.equals("FINISHED")) {
                    throw new MissedException("The job is " + state + " and reads its rejects");
                }
            } else if (place == Place.WHILE_IT_IS_SORTED) {
                await(() -> hasTemporaryFile(system.nifi().pid()));
            } else if (place == Place.AFTER_THE_END) {
                await(() -> !flow.saved(Result.DONE).isEmpty());
                flow.awaitRest();
            } else {
                awaitRows(session, rows);
            }
            return new Reached(this, session);
        } catch (final RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Whether a process has one open: in its folder it is not to be seen. */
    private static boolean hasTemporaryFile(final long process) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "fd"))) {
            for (final Path file : files) {
                if (isTemporary(file)) {
                    return true;
                }
            }
            return false;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTemporary(final Path file) {
        try {
            return Files.readSymbolicLink(file).getFileName().toString().startsWith("userimport-");
        } catch (final IOException closed) {
            return false;
        }
    }

    private static void awaitRows(final TestSession session, final long rows) {
        await(
                () -> {
                    final ImportProgress progress =
                            ImportProgress.in(session).orElse(ImportProgress.NOT_YET);
                    if (progress.hasEnded()) {
                        throw new MissedException("The import was faster: " + progress);
                    }
                    return progress.isUnderWay() && progress.rows() >= rows;
                });
    }

    private interface Condition {
        boolean holds();
    }

    /** In small steps: an import takes a few seconds. */
    private static void await(final Condition condition) {
        final Instant deadline = Instant.now().plus(TIMEOUT);
        while (!condition.holds()) {
            if (Instant.now().isAfter(deadline)) {
                throw new MissedException("The moment did not come");
            }
            try {
                Thread.sleep(2);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** An import that is at its moment. */
    static final class Reached implements AutoCloseable {

        private final InterruptionPoint point;
        private final TestSession session;

        private Reached(final InterruptionPoint point, final TestSession session) {
            this.point = point;
            this.session = session;
        }

        /** Whether the import cannot have gone on since, or has nothing left to do. */
        boolean isCertain() {
            return point.place == Place.BEFORE_NIFI_KNOWS_THE_END
                    || point.place == Place.AFTER_THE_END;
        }

        /** A session beside it. */
        TestSession session() {
            return session;
        }

        /** Lets it go on. */
        @Override
        public void close() {
            session.close();
        }
    }

    @Override
    public String toString() {
        return place.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (List.of(Place.AMONG_THE_ROWS, Place.AMONG_KNOWN_USERS, Place.AT_THE_LAST_ROWS)
                                .contains(place)
                        ? ", row " + rows
                        : "");
    }
}
