// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.util.List;
import java.util.Optional;

/** The writers for the batches of one run of an import. Safe for use by many threads. */
public final class ProfileWriters {

    private final SchemaName schema;
    private final BatchOutcomes outcomes = new BatchOutcomes();

    public ProfileWriters(final SchemaName schema) {
        this.schema = schema;
    }

    /**
     * Writers that copy nobody: a transaction of many batches cannot go back to the beginning of
     * one of them.
     */
    public static ProfileWriters withoutCopying(final SchemaName schema) {
        final ProfileWriters writers = new ProfileWriters(schema);
        writers.outcomes.stopCopying();
        return writers;
    }

    /**
     * The writer for the rows of a batch. Does all of the work that needs no database.
     *
     * @param batch of which the accepted rows are written
     */
    public ProfileWriter of(final Batch batch) {
        final List<ImportRow> rows = batch.accepted();
        if (rows.isEmpty()) {
            return new ProfileWriter.NoRows();
        }
        if (AddressListWriter.writes(rows)) {
            return new AddressListWriter(schema, rows, batch.wording());
        }
        final Optional<List<KeyedChange>> changes = KeyedChange.fold(rows);
        final Optional<PatchShape> shape = changes.flatMap(PatchShape::of);
        return shape.isPresent()
                ? new AssigningWriter(schema, batch, changes.orElseThrow(), shape.get(), outcomes)
                : new RowByRowWriter(schema, batch);
    }
}
