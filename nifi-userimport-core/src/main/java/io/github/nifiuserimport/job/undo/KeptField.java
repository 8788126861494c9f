// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.value.JsonWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A field that an undo leaves as it is, because something else has changed it since.
 *
 * @param user the user's id, or e-mail address
 * @param field its name, see {@link io.github.nifiuserimport.profile.FieldDifferences}
 * @param before what it was before the job that is undone; null for nothing
 * @param now what it is; null for nothing
 * @param changedBy id of the job that changed it since; null where that was none
 */
public record KeptField(String user, String field, Object before, Object now, String changedBy) {

    /** Of the file in which they are listed. */
    public static final CsvNotation NOTATION =
            new CsvNotation(columns(List.of("userId", "field", "before", "now", "changedBy")), ',');

    private static List<Column> columns(final List<String> names) {
        final List<Column> columns = new ArrayList<>();
        for (final String name : names) {
            columns.add(new Column(columns.size(), name, List.of(name)));
        }
        return columns;
    }

    /**
     * The same as a row of that file.
     *
     * @param ordinal of the row, from 0
     */
    public RejectedRow row(final long ordinal) {
        final String[] cells = {text(user), field, text(before), text(now), text(changedBy)};
        return new RejectedRow(
                ordinal,
                // Behind the header.
                ordinal + 2,
                field,
                "Stays as it is"
                        + (user == null ? "" : " for user " + user)
                        + (changedBy == null
                                ? ": it was changed since"
                                : ": import " + changedBy + " changed it since"),
                NOTATION.row(new RawCells(cells, new BitSet())),
                null);
    }

    private static String text(final Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> JsonWriter.text(value);
        };
    }
}
