// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import org.apache.nifi.processor.ProcessSession;

/** Counters that move while a file is being applied, so that the canvas shows progress. */
final class ImportCounters {

    private ImportCounters() {}

    static void add(final ProcessSession session, final Counts counts) {
        for (final Count count : Count.values()) {
            // The sum of the others.
            if (count != Count.ROWS) {
                add(session, count.label(), counts.get(count));
            }
        }
    }

    /** A part is done with, whatever was left of it to do: all of its rows are applied. */
    static void addPart(final ProcessSession session) {
        // Of a part that is delivered again because its session was not committed, only once.
        session.adjustCounter("Parts applied", 1, false);
    }

    private static void add(final ProcessSession session, final String name, final long delta) {
        if (delta != 0) {
            // At once: what the counters count is committed in the store, whatever becomes of the
            // session.
            session.adjustCounter(name, delta, true);
        }
    }
}
