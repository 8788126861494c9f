// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.text.Text;
import java.util.List;

/**
 * An import job as the database has it, all its parts together.
 *
 * @param total rows in the file, or -1 while they are not counted
 * @param rows rows applied or rejected so far
 */
public record Job(
        String id,
        String file,
        String state,
        String error,
        long total,
        long rows,
        long applied,
        long rejected,
        long created,
        long updated,
        long unchanged) {

    public boolean hasEnded() {
        return List.of("FINISHED", "FAILED", "CANCELLED").contains(state);
    }

    /** Its outcome in a line that reads well in a test. */
    public String outcome() {
        return Text.format(
                "%s: %d rows, %d applied, %d rejected; %d created, %d updated, %d unchanged",
                state, rows, applied, rejected, created, updated, unchanged);
    }
}
