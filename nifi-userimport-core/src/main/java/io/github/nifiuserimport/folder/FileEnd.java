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

/** Tells from a file's end, or from its times, whether the file is likely to be finished. */
final class FileEnd {

    /** Bytes; a larger gzip is not unpacked just to look at its end. */
    private static final long MAX_UNPACKED_SIZE = 64L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private FileEnd() {}

    /**
     * Whether the file looks finished: it ends with a line break or, if compressed, with the end of
     * its gzip. Without a line break, a row that is cut off in its last cell looks like a complete
     * one.
     */
    static boolean looksWhole(final Path file) throws IOException {
        // On NFS, opening a file makes the client ask the server for its present size.
        try (FileChannel channel = FileChannel.open(file)) {
            final long size = channel.size();
            if (size == 0) {
                return false;
            }
            if (size >= 2 && byteAt(channel, 0) == 0x1f && byteAt(channel, 1) == (byte) 0x8b) {
                return size <= MAX_UNPACKED_SIZE && endsAsGzip(file);
            }
            final byte last = byteAt(channel, size - 1);
            return last == '\n' || last == '\r';
        }
    }

    /**
     * Whether something other than writing was done with the file since it was last written to: it
     * was renamed, or its times or permissions were changed. False if the file system cannot tell.
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
            // More bytes would not repair it: the import says what is wrong.
            return true;
        }
    }
}
