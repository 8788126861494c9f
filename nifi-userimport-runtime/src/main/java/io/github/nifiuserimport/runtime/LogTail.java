// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log file, for messages. */
final class LogTail {

    private static final int BYTES_PER_LINE = 400;

    private LogTail() {}

    /** The last lines of a file, or nothing when there is no such file. */
    static String of(final Path file, final int lines) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            final long from = Math.max(0, in.length() - (long) lines * BYTES_PER_LINE);
            in.seek(from);
            final byte[] bytes = new byte[(int) (in.length() - from)];
            in.readFully(bytes);
            final String[] all = new String(bytes, StandardCharsets.UTF_8).split("\n");
            final StringBuilder tail = new StringBuilder();
            for (int i = Math.max(0, all.length - lines); i < all.length; i++) {
                tail.append("  | ").append(all[i]).append('\n');
            }
            return tail.toString();
        } catch (final IOException e) {
            return "";
        }
    }
}
