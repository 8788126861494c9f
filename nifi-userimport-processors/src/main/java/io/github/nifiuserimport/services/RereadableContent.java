// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.nifi.stream.io.NonCloseableInputStream;

/**
 * Content that is read twice. A FlowFile's content stream can go back to its mark however far it
 * was read, and costs nothing. Any other stream is kept: in memory while it is small, then in a
 * temporary file.
 */
final class RereadableContent implements Closeable {

    /** Bytes: what a FlowFile's content stream keeps in memory, and what is kept here. */
    private static final int MAX_IN_MEMORY = 1_000_000;

    private final InputStream in;
    private final byte[] kept;
    private final Path file;

    private RereadableContent(final InputStream in, final byte[] kept, final Path file) {
        this.in = in;
        this.kept = kept;
        this.file = file;
    }

    /**
     * @param directory for a temporary file
     */
    static RereadableContent of(final InputStream in, final Path directory) throws IOException {
        // A BufferedInputStream goes back only within its buffer.
        if (in.markSupported() && !(in instanceof BufferedInputStream)) {
            in.mark(MAX_IN_MEMORY);
            return new RereadableContent(in, null, null);
        }
        final byte[] start = in.readNBytes(MAX_IN_MEMORY);
        if (start.length < MAX_IN_MEMORY) {
            return new RereadableContent(in, start, null);
        }
        final Path file = Files.createTempFile(directory, "userimport-", ".csv");
        try {
            Files.copy(
                    new SequenceInputStream(new ByteArrayInputStream(start), in),
                    file,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new RereadableContent(in, null, file);
    }

    /** For the first reading; closing it leaves the content as it is. */
    InputStream first() throws IOException {
        if (file != null) {
            return Files.newInputStream(file);
        }
        return kept == null ? new NonCloseableInputStream(in) : new ByteArrayInputStream(kept);
    }

    /** For the second reading; closing it lets go of the content. */
    InputStream second() throws IOException {
        if (file != null) {
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        }
        if (kept != null) {
            return new ByteArrayInputStream(kept);
        }
        in.reset();
        return in;
    }

    /** Lets go of the content without a second reading. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
