// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the rows of one batch into profiles, in as few statements as they allow. */
public interface ProfileWriter {

    /**
     * The writer for the rows of a batch. Does all of the work that needs no database.
     *
     * @param batch of which the accepted rows are written
     */
    static ProfileWriter of(final SchemaName schema, final Batch batch) {
        final List<ImportRow> rows = batch.accepted();
        if (rows.isEmpty()) {
            return new NoRows();
        }
        if (AddressListWriter.writes(rows)) {
            return new AddressListWriter(schema, rows, batch.wording());
        }
        final Optional<List<KeyedChange>> changes = KeyedChange.fold(rows);
        final Optional<PatchShape> shape = changes.flatMap(PatchShape::of);
        return shape.isPresent()
                ? new AssigningUpsert(schema, rows, changes.orElseThrow(), shape.get())
                : new RowByRowWriter(schema, rows, batch.wording());
    }

    /**
     * The ids of the users whose profiles are written, if nothing else is read or written; see
     * {@link io.github.nifiuserimport.job.PreparedBatch#users()}.
     */
    Optional<Set<String>> users();

    /** Writes the rows within the caller's transaction. */
    Written write(Connection connection, String appId) throws SQLException;

    /**
     * What writing a batch came to.
     *
     * @param counts of profiles, devices, events and skipped rows
     * @param warnings in file order
     */
    public record Written(Counts counts, List<WarnedRow> warnings) {}

    /** Of a batch whose rows are all rejected. */
    record NoRows() implements ProfileWriter {

        @Override
        public Optional<Set<String>> users() {
            return Optional.of(Set.of());
        }

        @Override
        public Written write(final Connection connection, final String appId) {
            return new Written(Counts.NONE, List.of());
        }
    }
}
