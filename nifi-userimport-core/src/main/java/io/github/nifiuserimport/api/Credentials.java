// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What a request's {@code Authorization} header says. */
public sealed interface Credentials {

    /** Nothing that is understood. */
    record None() implements Credentials {}

    /** {@code Token XXX}, or {@code Bearer XXX}. */
    record Token(String key) implements Credentials {
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** {@code Basic}: user and password, which are an app and its key. */
    record Basic(String app, String key) implements Credentials {
        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** Reads the header, which may be null. */
    static Credentials of(final String header) {
        final String[] words = header == null ? new String[0] : header.strip().split("\\s+", 2);
        if (words.length < 2) {
            return new None();
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "token", "bearer" -> new Token(words[1].strip());
            case "basic" -> basic(words[1].strip());
            default -> new None();
        };
    }

    private static Credentials basic(final String encoded) {
        try {
            final String pair =
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            final int colon = pair.indexOf(':');
            return colon < 0
                    ? new None()
                    : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (final IllegalArgumentException noBase64) {
            return new None();
        }
    }
}
