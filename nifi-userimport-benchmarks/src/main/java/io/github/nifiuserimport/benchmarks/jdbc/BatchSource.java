// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.jdbc;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The batches of a file whose rows are in order of their keys, made ahead of the time that is
 * taken.
 */
final class BatchSource implements Closeable {

    /** PutUserImport's default. */
    private static final int BATCH_ROWS = 2000;

    private final Delivery delivery;
    private final Function<Batch, PreparedBatch> preparation;
    private final Instant started = Instant.now();
    private final RowReader reader;
    private final RowMapper mapper;
    private long rows;
    private Row next;

    /**
     * @param preparation of the batches of this run
     */
    BatchSource(
            final Delivery delivery,
            final Path file,
            final Function<Batch, PreparedBatch> preparation)
            throws IOException, FileFault {
        this.delivery = delivery;
        this.preparation = preparation;
        final Layout layout = Layouts.of(LayoutSettings.DEFAULTS);
        reader = CsvFormat.defaults().open(Files.newInputStream(file), layout);
        mapper = layout.bind(reader);
        next = reader.next();
    }

    /** The next so many batches; fewer at the end of the file, none behind it. */
    List<Batch> next(final int most) throws IOException, FileFault, RowFault {
        final List<Batch> batches = new ArrayList<>();
        while (batches.size() < most && next != null) {
            batches.add(batch());
        }
        return batches;
    }

    Function<Batch, PreparedBatch> preparation() {
        return preparation;
    }

    private Batch batch() throws IOException, FileFault, RowFault {
        final long first = rows;
        final List<ImportRow> accepted = new ArrayList<>(BATCH_ROWS);
        while (next != null && accepted.size() < BATCH_ROWS) {
            if (!(next instanceof Row.Values values)) {
                throw new IllegalStateException("A row is rejected: " + next);
            }
            accepted.add(new ImportRow(rows++, values.line(), mapper.map(values.values())));
            next = reader.next();
        }
        return new Batch(
                delivery,
                first,
                accepted.size(),
                accepted,
                List.of(),
                List.of(),
                next == null,
                started,
                true,
                mapper::word);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
