// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * What to do when this JVM ends, by itself or by a signal: the last registered first, one after the
 * other. So what was started on top of something else stops before it.
 */
public final class AtExit {

    private static final Deque<Entry> ENTRIES = new ArrayDeque<>();
    private static boolean hooked;
    private static boolean ending;

    private AtExit() {}

    /** A registration, which can be taken back. */
    public interface Registration {
        void cancel();
    }

    private record Entry(Runnable action) implements Registration {
        @Override
        public void cancel() {
            synchronized (ENTRIES) {
                ENTRIES.removeIf(entry -> entry == this);
            }
        }
    }

    /**
     * Registers an action. Do it before starting what the action ends.
     *
     * @throws StartException when the JVM is ending already: nothing more may be started
     */
    public static Registration run(final Runnable action) {
        synchronized (ENTRIES) {
            if (ending) {
                throw new StartException("Stopping");
            }
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "at-exit"));
                hooked = true;
            }
            final Entry entry = new Entry(action);
            ENTRIES.push(entry);
            return entry;
        }
    }

    /** Whether the JVM is ending. */
    public static boolean isEnding() {
        synchronized (ENTRIES) {
            return ending;
        }
    }

    /**
     * Never returns when the JVM is ending: failures seen then are its own doing and not reported.
     */
    public static void parkIfEnding() {
        while (isEnding()) {
            LockSupport.park();
        }
    }

    private static void runAll() {
        synchronized (ENTRIES) {
            ending = true;
        }
        for (Entry entry = next(); entry != null; entry = next()) {
            try {
                entry.action().run();
            } catch (final RuntimeException e) {
                System.err.println("While stopping: " + e);
            }
        }
    }

    private static Entry next() {
        synchronized (ENTRIES) {
            return ENTRIES.poll();
        }
    }
}
