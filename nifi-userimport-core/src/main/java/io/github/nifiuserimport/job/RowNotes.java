// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes on rows: the first ones in full, of the rest how many there are.
 *
 * @param kept in file order
 * @param count of all, kept or not
 */
public record RowNotes(List<RowNote> kept, long count) {

    /** How many are not kept. */
    public long leftOut() {
        return count - kept.size();
    }

    /** Gathers notes; keeps so few that memory does not grow with the file. */
    public static final class Collector {

        private final int maxKept;
        private final List<RowNote> kept = new ArrayList<>();
        private long count;

        /**
         * @param maxKept how many notes are kept in full
         */
        public Collector(final int maxKept) {
            this.maxKept = maxKept;
        }

        /**
         * Adds a note.
         *
         * @param line see {@link RowNote#line()}
         * @param column see {@link RowNote#column()}
         * @param text see {@link RowNote#text()}
         */
        public void add(final long line, final String column, final String text) {
            if (count++ < maxKept) {
                kept.add(new RowNote(line, column, text));
            }
        }

        /** What has been added so far. */
        public RowNotes notes() {
            return new RowNotes(List.copyOf(kept), count);
        }
    }
}
