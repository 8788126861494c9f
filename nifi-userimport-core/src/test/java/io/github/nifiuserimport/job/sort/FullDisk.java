// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.io.IOException;
import java.util.Arrays;

/** Temporary files in memory, on a disk that is full at some time or cannot be read any more. */
public final class FullDisk implements TemporaryFiles {

    private final long bytes;
    private final long reads;
    private int opened;

    /** A disk with room for so many bytes a file. */
    public FullDisk(final long bytes) {
        this(bytes, Long.MAX_VALUE);
    }

    /**
     * @param bytes of each file
     * @param reads after which a file cannot be read any more
     */
    public FullDisk(final long bytes, final long reads) {
        this.bytes = bytes;
        this.reads = reads;
    }

    /** How many files were opened. */
    public int opened() {
        return opened;
    }

    @Override
    public TemporaryFile open() {
        opened++;
        return new MemoryFile();
    }

    private final class MemoryFile implements TemporaryFile {

        private byte[] content = new byte[1024];
        private int length;
        private long read;

        @Override
        public void write(final byte[] more, final int from, final int count)
                throws TemporaryFileException {
            if (length + count > bytes) {
                throw failed("No space left on device");
            }
            if (length + count > content.length) {
                content = Arrays.copyOf(content, 2 * (length + count));
            }
            System.arraycopy(more, from, content, length, count);
            length += count;
        }

        @Override
        public int read(final long position, final byte[] target, final int from, final int count)
                throws TemporaryFileException {
            if (++read > reads) {
                throw failed("Input/output error");
            }
            System.arraycopy(content, (int) position, target, from, count);
            return count;
        }

        private TemporaryFileException failed(final String reason) {
            return new TemporaryFileException(reason, new IOException(reason));
        }

        @Override
        public void close() {
            content = null;
        }
    }
}
