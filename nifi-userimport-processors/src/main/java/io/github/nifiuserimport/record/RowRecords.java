// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Row;
import java.util.List;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** Turns the rows of one file into records of one schema. */
public final class RowRecords {

    private final FieldTree tree;

    private RowRecords(final FieldTree tree) {
        this.tree = tree;
    }

    /** Finds the schema while somebody else reads the rows. */
    public static final class Inference {

        private final FieldTree tree;

        public Inference(final List<Column> header) {
            tree = new FieldTree(header);
        }

        /** Takes a row into account. */
        public void observe(final Row.Values row) {
            tree.observe(row.values());
        }

        /** What holds all the rows observed; there are no more. */
        public RowRecords settle() {
            tree.settle();
            return new RowRecords(tree);
        }
    }

    /** The schema: nested as the header's names are, every field nullable. */
    public RecordSchema schema() {
        return tree.schema();
    }

    /** A row that the schema was inferred from. */
    public Record record(final Row.Values row) {
        return tree.record(row.values(), row.cells());
    }
}
