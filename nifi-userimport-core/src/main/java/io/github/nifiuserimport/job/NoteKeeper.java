// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.ArrayList;
import java.util.List;

/** Keeps so many notes that memory does not grow with the file, and counts the others. */
public final class NoteKeeper {

    private final int most;
    private final List<RowNote> kept = new ArrayList<>();
    private long count;

    /**
     * @param most how many are kept
     */
    public NoteKeeper(final int most) {
        this.most = most;
    }

    public void add(final long line, final String column, final String text) {
        if (count++ < most) {
            kept.add(new RowNote(line, column, text));
        }
    }

    public RowNotes notes() {
        return new RowNotes(List.copyOf(kept), count);
    }
}
