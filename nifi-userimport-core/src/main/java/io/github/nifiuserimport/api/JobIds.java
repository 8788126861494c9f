// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The id that a request's job gets: the same when the request comes again. */
public final class JobIds {

    private JobIds() {}

    /**
     * The job of a request that the client may send again.
     *
     * @param key its header Idempotency-Key
     */
    public static String ofIdempotencyKey(final String app, final String key) {
        return named("key", app, key);
    }

    private static String named(final String... parts) {
        final StringBuilder name = new StringBuilder();
        for (final String part : parts) {
            // With its length, "a" and "bc" are another name than "ab" and "c".
            name.append(part.length()).append(':').append(part);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
