// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.text.Text;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do a part of another thread's work. */
final class HelperThreads {

    private HelperThreads() {}

    /**
     * Threads that work for the present one.
     *
     * @param most how many at the most
     * @param doing what, for people who look at the threads
     */
    static ExecutorService start(final int most, final String doing) {
        final Thread caller = Thread.currentThread();
        final AtomicInteger started = new AtomicInteger();
        return Executors.newFixedThreadPool(
                most,
                work -> {
                    final Thread thread =
                            new Thread(
                                    work,
                                    Text.format(
                                            "%s, %s %d",
                                            caller.getName(), doing, started.incrementAndGet()));
                    thread.setDaemon(true);
                    // Readers and drivers find their classes by it, in a NiFi.
                    thread.setContextClassLoader(caller.getContextClassLoader());
                    return thread;
                });
    }
}
