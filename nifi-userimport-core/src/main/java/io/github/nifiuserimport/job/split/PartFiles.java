// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.RawRows;
import java.io.Closeable;
import java.io.IOException;

/** The parts that a file is split into; one without rows is never opened. */
final class PartFiles implements Closeable {

    private final PartFile[] files;
    private final PartOutputs outputs;
    private int used;

    PartFiles(final int parts, final PartOutputs outputs) {
        this.files = new PartFile[parts];
        this.outputs = outputs;
    }

    /** Adds a row to the part of its user. */
    void add(final RawRows rows) throws IOException {
        final int part = part(rows.keyHash());
        if (files[part] == null) {
            files[part] = new PartFile(outputs.open(part), rows);
            used++;
        }
        files[part].add(rows);
    }

    /** Ids that differ little have hashes that do; MurmurHash3's last step spreads them. */
    private int part(final int keyHash) {
        int hash = keyHash;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return Integer.remainderUnsigned(hash ^ hash >>> 16, files.length);
    }

    /** How many have rows. */
    int used() {
        return used;
    }

    void flush() throws IOException {
        for (final PartFile file : files) {
            if (file != null) {
                file.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (final PartFile file : files) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (final IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
