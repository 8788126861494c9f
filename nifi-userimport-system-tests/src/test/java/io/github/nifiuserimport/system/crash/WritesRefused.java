// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Whatever NiFi writes to its repositories is refused, as on a full disk, until there is room.
 * After some failures NiFi says that its repository "may require manual intervention": it is
 * started again then, as the operations page tells people to.
 *
 * <p>When NiFi cannot even note that a session is rolled back, it puts the FlowFile into its queue
 * once more than it was there: its results may be saved several times then, and are the same.
 */
record WritesRefused(String name) implements Interruption {

    private static final Duration BY_ITSELF = Duration.ofSeconds(20);

    WritesRefused() {
        this("NiFi's disk is full");
    }

    @Override
    public List<Place> places() {
        return List.of(
                Place.BEFORE_NIFI_KNOWS_THE_END,
                Place.AMONG_THE_ROWS,
                Place.BEFORE_THE_FIRST_ROW,
                Place.AT_THE_LAST_ROWS);
    }

    @Override
    public boolean mayRepeatResults() {
        return true;
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        // This is about what NiFi has taken already; the inbox is looked into again afterwards.
        interrupted.client().processors().stop(interrupted.flow().processor(FolderFlow.TAKE));
        limit(interrupted.nifi(), "0");
        interrupted.requireUnfinished();
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.awaitRefusal();
        allow(interrupted.nifi());
        interrupted.client().processors().start(interrupted.flow().processor(FolderFlow.TAKE));
        if (!interrupted.comesToRest(BY_ITSELF)) {
            interrupted.nifi().kill();
            interrupted.nifi().start();
        }
    }

    /** Makes room again. */
    static void allow(final LocalNifi nifi) {
        limit(nifi, "unlimited");
    }

    /** Limits the size of what a process that runs writes into files. */
    private static void limit(final LocalNifi nifi, final String bytes) {
        final List<String> command =
                List.of(
                        "prlimit",
                        "--pid",
                        Long.toString(nifi.pid()),
                        "--fsize=" + bytes + ":unlimited");
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final String output =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (final IOException e) {
            throw new IllegalStateException("prlimit (of util-linux) is needed", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
