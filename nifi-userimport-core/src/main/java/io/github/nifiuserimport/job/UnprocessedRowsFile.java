// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.row.RowNotation;

/**
 * The names of files with the rows that were left when their import was cancelled, which are
 * imported as they are.
 */
public final class UnprocessedRowsFile {

    private static final String MARK = ".unprocessed";

    private UnprocessedRowsFile() {}

    /**
     * Of rows that were written anew: {@code users.csv} gives {@code users.unprocessed.csv}; the
     * second part of it, {@code users.unprocessed-2.csv}.
     *
     * @param part whose rows they are
     * @param parts how many the file was split into
     */
    public static String name(
            final String fileName, final RowNotation notation, final PartId part, final int parts) {
        return ResultName.marked(
                fileName,
                parts == 1 ? MARK : MARK + '-' + (part.index() + 1),
                notation.extension());
    }

    /**
     * Of a file of which nothing was processed, and which is handed back as it came: {@code
     * users.csv.gz} gives {@code users.unprocessed.csv.gz}.
     */
    public static String nameOfWhole(final String fileName) {
        return ResultName.marked(fileName, MARK);
    }
}
