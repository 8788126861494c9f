// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files that are made from another, and are no longer than a file system takes. */
public final class ResultName {

    /**
     * Of 255 bytes, as nearly all file systems take; PutFile puts a dot in front while it writes.
     */
    static final int MAX_BYTES = 254;

    private static final String GZIP = ".gz";

    /** A name, and what it says of the file's format, which goes on to be its end. */
    private static final Pattern STEM_AND_FORMAT =
            Pattern.compile("(?is)(.+?)((?:\\.[a-z0-9]{1,16})?(?:\\.gz)?)");

    private ResultName() {}

    /**
     * The name of a file that is made of another's rows: {@code users.csv} and {@code users.csv.gz}
     * give {@code users.rejected.csv}, and so does {@code users.rejected.csv}.
     *
     * @param mark ASCII, with a dot before it
     * @param extension without a dot
     */
    static String marked(final String fileName, final String mark, final String extension) {
        final String unpacked =
                isPacked(fileName)
                        ? fileName.substring(0, fileName.length() - GZIP.length())
                        : fileName;
        final int dot = unpacked.lastIndexOf('.');
        final String stem = dot > 0 ? unpacked.substring(0, dot) : unpacked;
        return of(
                stem.endsWith(mark) ? stem.substring(0, stem.length() - mark.length()) : stem,
                mark + '.' + extension);
    }

    /** The same of the file itself: {@code users.csv.gz} gives {@code users.MARK.csv.gz}. */
    static String marked(final String fileName, final String mark) {
        final Matcher name = STEM_AND_FORMAT.matcher(fileName);
        if (!name.matches() || name.group(1).endsWith(mark)) {
            return fileName;
        }
        return of(name.group(1), mark + name.group(2));
    }

    private static boolean isPacked(final String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(GZIP);
    }

    /**
     * A name with an ending.
     *
     * @param stem cut where the name would be too long; it ends in a number of its own then, since
     *     others may begin as it does
     * @param ending ASCII: {@code .rejected.csv}
     */
    public static String of(final String stem, final String ending) {
        final int room = MAX_BYTES - ending.length();
        if (bytes(stem) <= room) {
            return stem + ending;
        }
        final String number = Text.format("~%08x", stem.hashCode());
        int end = 0;
        int used = number.length();
        while (true) {
            final int next = stem.offsetByCodePoints(end, 1);
            used += bytes(stem.substring(end, next));
            if (used > room) {
                return stem.substring(0, end) + number + ending;
            }
            end = next;
        }
    }

    private static int bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
