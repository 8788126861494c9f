// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The parser below our reader, alone: nothing could be faster than it. */
final class BareReading implements FileReading {

    @Override
    public int read(final byte[] content, final Consumer<Object> values) throws IOException {
        int records = -1;
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder()
                        .ofCsvRecord(
                                new InputStreamReader(
                                        new ByteArrayInputStream(content),
                                        StandardCharsets.UTF_8))) {
            for (final CsvRecord row : rows) {
                if (records++ >= 0) {
                    for (int i = 0; i < row.getFieldCount(); i++) {
                        values.accept(row.getField(i));
                    }
                }
            }
        }
        return records;
    }
}
