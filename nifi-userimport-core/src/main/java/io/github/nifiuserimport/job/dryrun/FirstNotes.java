// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Gathers notes of rows that come in another order than in the file, and keeps those of the first
 * lines; so few that memory does not grow with the file.
 */
final class FirstNotes {

    private static final Comparator<Kept> IN_FILE_ORDER =
            Comparator.comparingLong((Kept kept) -> kept.note().line())
                    .thenComparingLong(Kept::number);

    private record Kept(RowNote note, long number) {}

    private final int maxKept;
    private final PriorityQueue<Kept> lastFirst = new PriorityQueue<>(IN_FILE_ORDER.reversed());
    private long count;

    FirstNotes(final int maxKept) {
        this.maxKept = maxKept;
    }

    void add(final RowNote note) {
        lastFirst.add(new Kept(note, count++));
        if (lastFirst.size() > maxKept) {
            lastFirst.remove();
        }
    }

    RowNotes notes() {
        return new RowNotes(
                lastFirst.stream().sorted(IN_FILE_ORDER).map(Kept::note).toList(), count);
    }
}
