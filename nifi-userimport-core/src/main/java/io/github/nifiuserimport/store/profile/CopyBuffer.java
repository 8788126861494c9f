// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the fields of PostgreSQL's binary {@code COPY} format, and gives them out in pieces.
 * Numbers are big-endian. Written for each byte of each user, so it takes no lock as {@link
 * java.io.ByteArrayOutputStream} does, and a field is written where it stays.
 */
final class CopyBuffer extends OutputStream {

    /** As rows come together; larger arrays are a burden for Java's garbage collector. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private static final int NULL = -1;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] bytes = new byte[CHUNK_BYTES + CHUNK_BYTES / 8];
    private int size;

    @Override
    public void write(final int value) {
        reserve(Byte.BYTES);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(final byte[] source, final int offset, final int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void putShort(final int value) {
        reserve(Short.BYTES);
        bytes[size++] = (byte) (value >> Byte.SIZE);
        bytes[size++] = (byte) value;
    }

    void putInt(final int value) {
        reserve(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    /** A field of eight bytes. */
    void putLongField(final long value) {
        putInt(Long.BYTES);
        putInt((int) (value >> Integer.SIZE));
        putInt((int) value);
    }

    /** A field of bytes. */
    void putField(final byte[] value) {
        putInt(value.length);
        write(value, 0, value.length);
    }

    /** A field without a value. */
    void putNull() {
        putInt(NULL);
    }

    /**
     * Begins a field whose length is told when it ends.
     *
     * @return what {@link #endField} is given
     */
    int beginField() {
        putInt(0);
        return size;
    }

    void endField(final int begun) {
        setInt(begun - Integer.BYTES, size - begun);
    }

    /** A row is complete. */
    void endRow() {
        if (size >= CHUNK_BYTES) {
            endChunk();
        }
    }

    /** All that was put, in pieces. Nothing is put afterwards. */
    List<byte[]> end() {
        endChunk();
        // What is prepared waits for its turn, this need not.
        bytes = new byte[0];
        return chunks;
    }

    private void endChunk() {
        chunks.add(Arrays.copyOf(bytes, size));
        size = 0;
    }

    private void setInt(final int index, final int value) {
        bytes[index] = (byte) (value >> 3 * Byte.SIZE);
        bytes[index + 1] = (byte) (value >> 2 * Byte.SIZE);
        bytes[index + 2] = (byte) (value >> Byte.SIZE);
        bytes[index + 3] = (byte) value;
    }

    private void reserve(final int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
