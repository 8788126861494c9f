// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a batch's rows into profiles, in as few statements as they allow. */
public final class ProfileWriter {

    private final AssigningUpsert assigning;
    private final RowByRowWriter rowByRow;
    private final Suppressions suppressions;

    public ProfileWriter(final SchemaName schema) {
        assigning = new AssigningUpsert(schema);
        suppressions = new Suppressions(schema);
        rowByRow = new RowByRowWriter(schema, suppressions);
    }

    /**
     * What writing a batch came to.
     *
     * @param counts of profiles, devices, events and skipped rows
     * @param warnings in file order
     */
    public record Written(Counts counts, List<WarnedRow> warnings) {}

    /** Rows in the form in which they are written. */
    public sealed interface Ready {

        /** The ids of their users, where nothing else is looked at. */
        default Optional<Set<String>> users() {
            return Optional.empty();
        }

        /** All of them by one statement. */
        record Assigning(
                AssigningUpsert.Ready changes, List<WarnedRow> warnings, Set<String> addresses)
                implements Ready {

            @Override
            public Optional<Set<String>> users() {
                return Optional.of(changes.userIds());
            }
        }

        /** There are none: all of the batch were rejected. */
        record None() implements Ready {

            @Override
            public Optional<Set<String>> users() {
                return Optional.of(Set.of());
            }
        }

        /** Of all who have an address, or will. */
        record AddressList(List<ImportRow> rows) implements Ready {}

        /** One after the other. */
        record RowByRow(List<ImportRow> rows) implements Ready {}
    }

    /** Decides how rows are written, and does what of it needs no database. */
    public Ready prepare(final List<ImportRow> rows) {
        if (rows.isEmpty()) {
            return new Ready.None();
        }
        if (Suppressions.isList(rows)) {
            return new Ready.AddressList(rows);
        }
        final Optional<List<KeyedChange>> folded = KeyedChange.fold(rows);
        final Optional<PatchShape> shape = folded.flatMap(PatchShape::of);
        return shape.isEmpty()
                ? new Ready.RowByRow(rows)
                : new Ready.Assigning(
                        assigning.prepare(folded.orElseThrow(), shape.get()),
                        warnings(rows),
                        Suppressions.addresses(rows));
    }

    private static List<WarnedRow> warnings(final List<ImportRow> rows) {
        final List<WarnedRow> warnings = new ArrayList<>();
        for (final ImportRow row : rows) {
            for (final RowWarning warning : row.command().warnings()) {
                warnings.add(
                        new WarnedRow(row.row(), row.line(), warning.column(), warning.text()));
            }
        }
        return warnings;
    }

    /** Applies rows within the caller's transaction. */
    public Written write(final Connection connection, final String appId, final Ready ready)
            throws SQLException {
        return switch (ready) {
            case Ready.None none -> new Written(Counts.NONE, List.of());
            case Ready.AddressList list -> suppressions.write(connection, appId, list.rows());
            case Ready.RowByRow each -> rowByRow.write(connection, appId, each.rows());
            case Ready.Assigning all -> {
                if (!all.addresses().isEmpty()) {
                    suppressions.awaitLists(connection, appId);
                }
                final Counts written = assigning.write(connection, appId, all.changes());
                suppressions.apply(connection, appId, all.addresses());
                yield new Written(
                        written.plus(Count.WARNINGS, all.warnings().size()), all.warnings());
            }
        };
    }
}
