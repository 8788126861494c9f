// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.util.concurrent.Semaphore;

/**
 * How many files are sent at once: each holds a thread and a connection to the database for as long
 * as its client takes.
 */
final class Downloads {

    private static final int MAX = 8;

    private final Semaphore free = new Semaphore(MAX);

    /** Whether one more may begin, which is to {@link #end()} then. */
    boolean begin() {
        return free.tryAcquire();
    }

    void end() {
        free.release();
    }
}
