// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a gzip (RFC 1952) holds, unpacked while it is read: one member, or several one after the
 * other. Zeros behind them are padding.
 *
 * <p>Java's own {@code GZIPInputStream} takes whatever follows a member and is no other for the
 * end, and tells a file that is cut off from one that is damaged by the class of its exception
 * only. Here each has its words, in an {@link UnpackingException}; what the bytes' source throws is
 * passed on as it is.
 */
public final class GzipContent extends InputStream {

    private static final int FIRST = 0x1F;
    private static final int SECOND = 0x8B;

    private static final int DEFLATED = 8;
    private static final int HAS_HEADER_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xE0;

    private static final int BUFFER = 32 * 1024;

    /** What a FlowFile's content keeps in memory; it goes back further than that. */
    private static final int KEPT_FOR_RESET = 1_000_000;

    private final InputStream in;
    private final long most;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();

    private final byte[] packed = new byte[BUFFER];
    private int position;
    private int limit;

    /** Bytes of the file up to the buffer's limit. */
    private long taken;

    private long unpacked;
    private long marked;
    private boolean inMember;
    private boolean ended;
    private UnpackingException fault;

    private GzipContent(final InputStream in, final long most) {
        this.in = in;
        this.most = most;
        if (in.markSupported()) {
            in.mark(KEPT_FOR_RESET);
        }
    }

    /**
     * The content, or what it holds where it begins as a gzip does.
     *
     * @param content at its first byte; closed with what is returned
     * @param most how many bytes it may hold unpacked
     */
    public static InputStream unpacked(final InputStream content, final long most)
            throws IOException {
        try {
            if (content.markSupported()) {
                // Readers that find a schema go back in the content, which a pushback cannot.
                content.mark(2);
                final boolean gzip = begins(content.readNBytes(2));
                content.reset();
                return gzip ? new GzipContent(content, most) : content;
            }
            final PushbackInputStream pushback = new PushbackInputStream(content, 2);
            final byte[] start = pushback.readNBytes(2);
            pushback.unread(start);
            return begins(start) ? new GzipContent(pushback, most) : pushback;
        } catch (final IOException | RuntimeException e) {
            try {
                content.close();
            } catch (final IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private static boolean begins(final byte[] start) {
        return start.length == 2 && (start[0] & 0xFF) == FIRST && (start[1] & 0xFF) == SECOND;
    }

    /** Reads what is left, to see whether it is as it should be. */
    void checkRest() throws IOException {
        final byte[] rest = new byte[BUFFER];
        while (read(rest, 0, rest.length) >= 0) {
            // Of no interest beyond that.
        }
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (fault != null) {
            throw fault;
        }
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                if (!inMember && !beginMember()) {
                    ended = true;
                } else {
                    final int count = inflate(target, offset, length);
                    if (count > 0) {
                        return count;
                    }
                }
            }
            return -1;
        } catch (final UnpackingException e) {
            fault = e;
            throw e;
        }
    }

    private int inflate(final byte[] target, final int offset, final int length)
            throws IOException {
        try {
            final int count = inflater.inflate(target, offset, length);
            checksum.update(target, offset, count);
            unpacked += count;
            if (unpacked > most) {
                throw new UnpackingException(FileTooLarge.unpacked(most));
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("needs a dictionary");
            } else if (count == 0) {
                if (position == limit && !fill()) {
                    throw cutOff();
                }
                inflater.setInput(packed, position, limit - position);
                position = limit;
            }
            return count;
        } catch (final DataFormatException e) {
            throw damaged(e.getMessage());
        }
    }

    /** Reads a member's header; false where there is no other member. */
    private boolean beginMember() throws IOException {
        final boolean first = offset() == 0;
        int value = next();
        final boolean padded = value == 0;
        while (value == 0) {
            value = next();
        }
        if (value < 0) {
            return false;
        }
        final long start = offset() - 1;
        if (value != FIRST) {
            throw trailing(start);
        }
        value = next();
        if (value >= 0 && value != SECOND) {
            throw trailing(start);
        }
        if (value < 0) {
            throw first || !padded ? cutOff() : trailing(start);
        }
        if (needed() != DEFLATED) {
            throw damaged("it is packed in another way than gzip knows");
        }
        final int flags = needed();
        if ((flags & RESERVED) != 0) {
            throw damaged("its header is none");
        }
        pass(6);
        if ((flags & HAS_EXTRA) != 0) {
            pass(needed() | needed() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            passText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            passText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            pass(2);
        }
        inflater.reset();
        checksum.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        if (neededInt() != checksum.getValue()) {
            throw damaged("its checksum is not that of what it holds");
        }
        if (neededInt() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw damaged("its length is not that of what it holds");
        }
        inMember = false;
    }

    private void pass(final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            needed();
        }
    }

    private void passText() throws IOException {
        int value = needed();
        while (value != 0) {
            value = needed();
        }
    }

    private long neededInt() throws IOException {
        return needed() | needed() << 8 | needed() << 16 | (long) needed() << 24;
    }

    private int needed() throws IOException {
        final int value = next();
        if (value < 0) {
            throw cutOff();
        }
        return value;
    }

    /** The next byte as it is in the file, or -1. */
    private int next() throws IOException {
        return position < limit || fill() ? packed[position++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        final int count = in.read(packed, 0, packed.length);
        position = 0;
        limit = Math.max(0, count);
        taken += limit;
        return count > 0;
    }

    /** How many bytes of the file have been looked at. */
    private long offset() {
        return taken - limit + position;
    }

    private static UnpackingException cutOff() {
        return fault(
                "the file is compressed (gzip) and cut off: its end is missing. Upload it again,"
                        + " whole");
    }

    private UnpackingException damaged(final String how) {
        return fault(
                Text.format(
                        "the file is compressed (gzip) and damaged (%s, byte %,d). Upload it again,"
                                + " or pack it again if that does not help",
                        how, offset()));
    }

    private static UnpackingException trailing(final long start) {
        return fault(
                Text.format(
                        "the file is compressed (gzip), and behind its end, from byte %,d on, are"
                                + " bytes that are no part of it. Pack the CSV file again and upload"
                                + " that",
                        start + 1));
    }

    private static UnpackingException fault(final String reason) {
        return new UnpackingException(new FileFault(0, null, reason));
    }

    @Override
    public boolean markSupported() {
        return in.markSupported();
    }

    @Override
    public synchronized void mark(final int readAhead) {
        marked = unpacked;
    }

    /** Unpacks once more from the file's beginning. */
    @Override
    public synchronized void reset() throws IOException {
        in.reset();
        position = 0;
        limit = 0;
        taken = 0;
        unpacked = 0;
        inMember = false;
        ended = false;
        fault = null;
        skipNBytes(marked);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
