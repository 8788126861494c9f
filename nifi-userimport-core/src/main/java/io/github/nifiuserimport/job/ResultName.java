// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;

/** Names of files that are made from another, and are no longer than a file system takes. */
public final class ResultName {

    /**
     * Of 255 bytes, as nearly all file systems take; PutFile puts a dot in front while it writes.
     */
    static final int MAX_BYTES = 254;

    private ResultName() {}

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
