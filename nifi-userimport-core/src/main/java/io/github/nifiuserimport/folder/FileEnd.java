// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Tells by a file's end, or by its times, whether there may be more to come. */
final class FileEnd {

    /** A larger one is not unpacked just to look at its end. */
    private static final long LARGEST_UNPACKED = 64L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private FileEnd() {}

    /**
     * Whether the file looks finished: it ends with a line break, or, compressed, with the end of
     * its gzip. A row that is cut within its last cell looks like a whole one that only lacks its
     * line break.
     */
    static boolean looksWhole(final Path file) throws IOException {
        // To open a file on NFS also asks the server what it is like by now.
        try (FileChannel channel = FileChannel.open(file)) {
            final long size = channel.size();
            if (size == 0) {
                return false;
            }
            if (size >= 2 && byteAt(channel, 0) == 0x1f && byteAt(channel, 1) == (byte) 0x8b) {
                return size <= LARGEST_UNPACKED && endsAsGzip(file);
            }
            final byte last = byteAt(channel, size - 1);
            return last == '\n' || last == '\r';
        }
    }

    /**
     * Whether something was done with the file since it was last written to, be it that it was
     * renamed, that its time was set, or that somebody was allowed to read it. False where the file
     * system does not tell.
     */
    static boolean isHandledSince(final Path file) throws IOException {
        try {
            final Map<String, Object> times =
                    Files.readAttributes(file, "unix:ctime,lastModifiedTime");
            return ((FileTime) times.get("ctime"))
                            .compareTo((FileTime) times.get("lastModifiedTime"))
                    > 0;
        } catch (final UnsupportedOperationException | IllegalArgumentException noSuchTime) {
            return false;
        }
    }

    private static byte byteAt(final FileChannel channel, final long position) throws IOException {
        final ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, position);
        return one.get(0);
    }

    private static boolean endsAsGzip(final Path file) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), BUFFER)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (final EOFException cut) {
            return false;
        } catch (final ZipException damaged) {
            // More bytes do not mend it: the import says what is wrong with it.
            return true;
        }
    }
}
