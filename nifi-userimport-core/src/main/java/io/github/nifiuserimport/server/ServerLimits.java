// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.time.Duration;

/**
 * How much of the server one client may have.
 *
 * @param headerBytes of a request's first line and headers; more is answered 431 (or 414)
 * @param requests that are on their way or being answered at once; more are answered 503
 * @param idle how long a request may go without a byte
 * @param whole how long a request may take to come in whole
 * @param wrongKeys how many wrong keys an address may send within a minute; after that it is
 *     answered 429 for the rest of that minute
 */
public record ServerLimits(
        int headerBytes, int requests, Duration idle, Duration whole, int wrongKeys) {

    /** How long a client may take to show a key, and to say what it wants. */
    static final Duration UNKNOWN = Duration.ofSeconds(5);

    /** Of connections, beside those of requests: open ones that wait for their next. */
    static final int IDLE_CONNECTIONS = 1000;
}
