// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 strictly. Characters before a malformed byte are handed out first, and only the
 * read after them fails: whoever parses them then stands at the very cell that is at fault.
 */
final class Utf8Reader extends Reader {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int SHORT_PIECE = 16;
    private static final int LONG_PIECE = 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    /** Bytes not decoded yet, from its position to its limit. */
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();

    private long decoded;
    private boolean ended;
    private boolean nulRead;
    private boolean quotes;
    private NotUtf8Exception fault;

    private Utf8Reader(final InputStream in) {
        this.in = in;
    }

    /**
     * Looks at the first bytes and drops a byte order mark.
     *
     * @throws FileFault when they are those of another kind of file
     */
    static Utf8Reader open(final InputStream in) throws IOException, FileFault {
        final Utf8Reader reader = new Utf8Reader(in);
        while (reader.bytes.remaining() < FileSignature.LONGEST && !reader.ended) {
            reader.fill();
        }
        FileSignature.check(reader.bytes.array(), reader.bytes.remaining());
        if (reader.bytes.remaining() >= BYTE_ORDER_MARK.length
                && reader.bytes
                        .slice(0, BYTE_ORDER_MARK.length)
                        .equals(ByteBuffer.wrap(BYTE_ORDER_MARK))) {
            reader.bytes.position(BYTE_ORDER_MARK.length);
            reader.decoded = BYTE_ORDER_MARK.length;
        }
        return reader;
    }

    /** {@inheritDoc} Needs room for two characters, as one may be a surrogate pair. */
    @Override
    public int read(final char[] target, final int offset, final int length) throws IOException {
        final CharBuffer room = CharBuffer.wrap(target, offset, length);
        while (true) {
            if (fault != null) {
                throw fault;
            }
            final int start = bytes.position();
            final CoderResult result = decode(room);
            decoded += bytes.position() - start;
            if (result.isError()) {
                final boolean cutOff = ended && result.length() == bytes.remaining();
                fault = new NotUtf8Exception(decoded, bytes.get(bytes.position()) & 0xFF, cutOff);
            }
            final int count = length - room.remaining();
            if (count > 0) {
                return count;
            }
            if (result.isOverflow()) {
                throw new IllegalArgumentException("no room for a surrogate pair");
            }
            if (fault == null) {
                if (ended) {
                    return -1;
                }
                fill();
            }
        }
    }

    /**
     * Decodes in pieces, of nothing but ASCII wherever that is worth it. Java's decoder is quick
     * with ASCII at the beginning of a piece, and takes all that is behind the first other
     * character one by one.
     */
    private CoderResult decode(final CharBuffer room) {
        final int end = room.limit();
        int piece = SHORT_PIECE;
        while (true) {
            final int before = room.position();
            final int ascii = ascii(room.remaining());
            if (ascii < SHORT_PIECE) {
                room.limit(Math.min(end, before + piece));
                piece = Math.min(piece * 2, LONG_PIECE);
            } else {
                room.limit(before + ascii);
                piece = SHORT_PIECE;
            }
            final CoderResult result = decoder.decode(bytes, room, ended);
            room.limit(end);
            if (!result.isOverflow() || room.position() == before || !room.hasRemaining()) {
                return result;
            }
        }
    }

    /** How many ASCII characters come next. */
    private int ascii(final int atMost) {
        final int from = bytes.position();
        final int to = from + Math.min(atMost, bytes.remaining());
        return ByteSearch.notAscii(bytes.array(), from, to) - from;
    }

    private void fill() throws IOException {
        bytes.compact();
        final int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            final int start = bytes.position();
            nulRead = nulRead || ByteSearch.anyZero(bytes.array(), start, start + count);
            quotes = ByteSearch.anyQuote(bytes.array(), 0, start + count);
            bytes.position(start + count);
        }
        bytes.flip();
    }

    /** Whether a double quote is among what was read last, or near it in the file. */
    boolean quotesAround() {
        return quotes;
    }

    /** Whether U+0000 is among what was read so far, or right behind it. */
    boolean nulRead() {
        return nulRead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
