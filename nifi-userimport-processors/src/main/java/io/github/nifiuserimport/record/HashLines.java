// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

/** Finds the first line that begins with a #, in bytes that are passed on to a reader. */
final class HashLines {

    private boolean atStart = true;
    private long line = 1;
    private long first;

    /** Takes the next bytes into account. */
    void see(final byte[] bytes, final int offset, final int length) {
        if (first > 0) {
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            final byte each = bytes[i];
            if (atStart && each == '#') {
                first = line;
                return;
            }
            atStart = each == '\n' || each == '\r';
            if (each == '\n') {
                line++;
            }
        }
    }

    /** The content is read from its beginning again. */
    void restart() {
        atStart = true;
        line = 1;
    }

    /** The line, 1 being the first; 0 when there is none so far. */
    long first() {
        return first;
    }
}
