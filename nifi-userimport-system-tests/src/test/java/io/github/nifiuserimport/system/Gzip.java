// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Text, packed. */
final class Gzip {

    private Gzip() {}

    static byte[] of(final String text) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The text packed, and something else behind it. */
    static byte[] withBehindIt(final String text, final byte[] more) {
        final byte[] whole = of(text);
        final byte[] both = Arrays.copyOf(whole, whole.length + more.length);
        System.arraycopy(more, 0, both, whole.length, more.length);
        return both;
    }

    /** Only the first half arrived. */
    static byte[] cutOff(final String text) {
        final byte[] whole = of(text);
        return Arrays.copyOf(whole, whole.length / 2);
    }
}
