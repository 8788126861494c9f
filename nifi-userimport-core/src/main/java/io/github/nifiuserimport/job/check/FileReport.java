// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.check;

import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;
import java.util.Optional;

/**
 * What an import of a file would come upon.
 *
 * @param fault why nothing of the file can be imported; what else is told is then of the rows
 *     before it
 * @param rows data rows
 * @param rowErrors of the rows that would be rejected
 * @param warnings of what would be left out of rows
 * @param columns in file order; none when the header could not be read
 */
public record FileReport(
        Optional<FileFault> fault,
        long rows,
        RowNotes rowErrors,
        RowNotes warnings,
        List<ColumnReport> columns) {

    /** Of a file that cannot even be looked at. */
    public static FileReport of(final FileFault fault) {
        final RowNotes none = new RowNotes(List.of(), 0);
        return new FileReport(Optional.of(fault), 0, none, none, List.of());
    }

    /** Rows that would be applied, as far as that can be known without the users. */
    public long updatesPlanned() {
        return fault.isPresent() ? 0 : rows - rowErrors.count();
    }
}
