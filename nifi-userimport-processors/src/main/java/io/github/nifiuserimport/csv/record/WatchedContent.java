// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv.record;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes on their way to a reader that is not ours. Readers throw IOException for a broken
 * file as well as for a disk that fails. Only the latter passes here, and it is worth another try.
 */
final class WatchedContent extends FilterInputStream {

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

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(final byte[] buffer, final int offset, final int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(final long count) throws IOException {
        try {
            return super.skip(count);
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public synchronized void reset() throws IOException {
        try {
            super.reset();
        } catch (final IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
