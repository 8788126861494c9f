// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.io.Closeable;
import java.io.IOException;

/**
 * Takes bytes, and gives them back from any place. Is gone once it is closed. What is wrong with it
 * is told by a {@link TemporaryFileException}, that the thread is interrupted by another one.
 */
public interface TemporaryFile extends Closeable {

    /** Writes behind what was written. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /**
     * Reads from a place.
     *
     * @return how many bytes were read, at least one
     */
    int read(long position, byte[] bytes, int from, int length) throws IOException;

    @Override
    void close();
}
