// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.text.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, and RFC 8187 for headers): all but letters, digits and - . _ ~. */
public final class PathSegment {

    private static final String KEPT = "-._~";

    private PathSegment() {}

    public static String encode(final String text) {
        final StringBuilder encoded = new StringBuilder();
        for (final byte each : text.getBytes(StandardCharsets.UTF_8)) {
            final char c = (char) (each & 0xff);
            if (c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || KEPT.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(Text.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** What was encoded; a text that is not well encoded stays as it is. */
    public static String decode(final String encoded) {
        try {
            // A plus is a space in forms only.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException malformed) {
            return encoded;
        }
    }
}
