// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.ImportRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.profile.RowWarning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a batch's rows into profiles, in as few statements as they allow. */
final class ProfileWriter {

    private final AssigningUpsert assigning;
    private final RowByRowWriter rowByRow;

    ProfileWriter(final SchemaName schema) {
        assigning = new AssigningUpsert(schema);
        rowByRow = new RowByRowWriter(schema);
    }

    /**
     * What writing a batch came to.
     *
     * @param counts of profiles, devices, events and skipped rows
     * @param warnings in file order
     */
    record Written(Counts counts, List<WarnedRow> warnings) {}

    /** Applies rows within the caller's transaction. */
    Written write(final Connection connection, final String appId, final List<ImportRow> rows)
            throws SQLException {
        final Optional<List<KeyedChange>> folded = KeyedChange.fold(rows);
        final Optional<PatchShape> shape = folded.flatMap(PatchShape::of);
        if (shape.isEmpty()) {
            return rowByRow.write(connection, appId, rows);
        }
        final List<KeyedChange> changes = folded.orElseThrow();
        final Counts counts =
                changes.isEmpty()
                        ? Counts.NONE
                        : assigning.write(connection, appId, changes, shape.get());
        final List<WarnedRow> warnings = new ArrayList<>();
        for (final ImportRow row : rows) {
            for (final RowWarning warning : row.command().warnings()) {
                warnings.add(
                        new WarnedRow(row.row(), row.line(), warning.column(), warning.text()));
            }
        }
        return new Written(counts.plus(Counts.ofWarnings(warnings.size())), warnings);
    }
}
