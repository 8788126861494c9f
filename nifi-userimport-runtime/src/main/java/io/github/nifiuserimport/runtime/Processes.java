// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ending processes for certain. */
final class Processes {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private Processes() {}

    /** Ends a process and all its descendants at once, as {@code kill -9} does. */
    static void kill(final ProcessHandle process) {
        final List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> await(handle, KILL_TIMEOUT));
    }

    /** Asks a process to end, and kills it if it does not in time. */
    static void stop(final ProcessHandle process, final Duration timeout) {
        process.destroy();
        if (!await(process, timeout)) {
            kill(process);
        }
    }

    /** Waits for a process to end; an interrupt ends the wait early. */
    static boolean await(final ProcessHandle process, final Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (final TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
