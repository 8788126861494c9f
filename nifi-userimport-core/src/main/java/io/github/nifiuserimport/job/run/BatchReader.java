// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.IOException;

/** Cuts the rows of a part into batches, one after the other, in file order. */
final class BatchReader {

    private final RowReader reader;
    private final RowMapper mapper;
    private final ImportSettings settings;
    private final String appId;
    private final PartId part;
    private final String delivery;
    private final long total;
    private long nextRow;

    /**
     * @param reader at the first row that is not applied yet
     * @param firstRow the ordinal of that row
     * @param total how many rows the part has
     */
    BatchReader(
            final RowReader reader,
            final RowMapper mapper,
            final ImportSettings settings,
            final String appId,
            final PartId part,
            final String delivery,
            final long firstRow,
            final long total) {
        this.reader = reader;
        this.mapper = mapper;
        this.settings = settings;
        this.appId = appId;
        this.part = part;
        this.delivery = delivery;
        this.total = total;
        nextRow = firstRow;
    }

    /** The next batch; there is none behind the last one. */
    Batch next() throws IOException, FileFault {
        final BatchBuilder batch = new BatchBuilder(nextRow, reader, mapper);
        while (nextRow + batch.rows() < total
                && batch.rows() < settings.batchRows()
                && batch.characters() < settings.batchCharacters()) {
            final Row row = reader.next();
            if (row == null) {
                throw new IOException(
                        "The file has fewer rows than when it was checked: it changed meanwhile");
            }
            batch.add(row);
        }
        nextRow += batch.rows();
        return batch.build(part, appId, nextRow >= total, delivery);
    }
}
