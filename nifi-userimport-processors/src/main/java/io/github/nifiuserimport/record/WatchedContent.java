// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file's bytes, watched while a foreign reader reads them. Readers throw IOException for a broken
 * file as well as for a failing disk; only after a failing disk another try makes sense, and that
 * is what {@link #check} throws.
 */
final class WatchedContent extends FilterInputStream {

    /** More than the headers that people write. */
    private static final int FIRST_BYTES = 65_536;

    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final HashLines hashLines = new HashLines();
    private boolean beyondFirst;
    private Exception failure;

    WatchedContent(final InputStream content) {
        super(content);
    }

    /** Throws what reading the bytes failed with, if it did. */
    void check() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException runtime -> throw runtime;
            case Exception other -> throw new IOException(other);
        }
    }

    /** What the content begins with, as far as it has been read. */
    String first() {
        return first.toString(StandardCharsets.UTF_8);
    }

    /** The first line read so far that begins with a #, or 0. */
    long hashLine() {
        return hashLines.first();
    }

    private void keep(final byte[] bytes, final int offset, final int length) {
        hashLines.see(bytes, offset, length);
        if (!beyondFirst && length > 0) {
            first.write(bytes, offset, Math.min(length, FIRST_BYTES - first.size()));
            beyondFirst = first.size() == FIRST_BYTES;
        }
    }

    @Override
    public int read() throws IOException {
        try {
            final int value = super.read();
            if (value >= 0) {
                keep(new byte[] {(byte) value}, 0, 1);
            }
            return value;
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(final byte[] buffer, final int offset, final int length) throws IOException {
        try {
            final int count = super.read(buffer, offset, length);
            keep(buffer, offset, count);
            return count;
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(final long count) throws IOException {
        try {
            beyondFirst = true;
            return super.skip(count);
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public synchronized void reset() throws IOException {
        try {
            beyondFirst = true;
            super.reset();
            hashLines.restart();
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
