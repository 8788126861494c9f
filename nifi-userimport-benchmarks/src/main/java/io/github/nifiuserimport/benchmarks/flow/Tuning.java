// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be set on PutDatabaseRecord and around it that bears on its speed.
 *
 * @param schema where its reader has the schema from
 * @param batchSize its Maximum Batch Size
 * @param rewrite whether the driver makes one statement of several rows
 */
record Tuning(Schema schema, int batchSize, boolean rewrite) {

    /**
     * Where NiFi's CSVReader has a schema from. That all fields are strings is none of them:
     * PutDatabaseRecord takes no string for a boolean column.
     */
    enum Schema {
        GIVEN,
        INFERRED;

        @Override
        public String toString() {
            return switch (this) {
                case GIVEN -> "schema given";
                case INFERRED -> "schema inferred";
            };
        }
    }

    private static final int[] BATCH_SIZES = {1000, 5000, 20_000};

    /** All that are tried with the driver as it is, or rewriting. */
    static List<Tuning> all(final boolean rewrite) {
        final List<Tuning> all = new ArrayList<>();
        for (final Schema schema : Schema.values()) {
            for (final int batchSize : BATCH_SIZES) {
                all.add(new Tuning(schema, batchSize, rewrite));
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return Text.format("%s, batches of %,d", schema, batchSize);
    }
}
