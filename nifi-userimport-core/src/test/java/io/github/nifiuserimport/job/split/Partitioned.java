// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.layout.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file and the parts it was split into.
 *
 * @param outcome of the splitting
 * @param written what the parts got, by their numbers
 */
public record Partitioned(PartitionOutcome outcome, Map<Integer, byte[]> written) {

    /** Splits a file in memory. */
    public static Partitioned of(
            final byte[] file, final CsvFormat format, final Layout layout, final int parts) {
        final Map<Integer, ByteArrayOutputStream> outputs = new TreeMap<>();
        final PartitionOutcome outcome;
        try {
            outcome =
                    new FilePartition(format, layout, Long.MAX_VALUE, parts)
                            .run(
                                    () -> new ByteArrayInputStream(file),
                                    file.length,
                                    part -> {
                                        final var output = new ByteArrayOutputStream();
                                        if (outputs.put(part, output) != null) {
                                            throw new IOException("opened twice: " + part);
                                        }
                                        return output;
                                    });
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Map<Integer, byte[]> written = new TreeMap<>();
        outputs.forEach((part, output) -> written.put(part, output.toByteArray()));
        return new Partitioned(outcome, written);
    }

    /** The parts that are to be imported: those written, or the file itself. */
    public List<byte[]> parts(final byte[] file) {
        return outcome instanceof PartitionOutcome.Split
                ? List.copyOf(written.values())
                : List.of(file);
    }
}
