// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

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
}
