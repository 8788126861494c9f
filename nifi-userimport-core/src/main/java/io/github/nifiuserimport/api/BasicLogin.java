// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Optional;

/**
 * HTTP Basic, by which people log in with a browser: the user is an app, the password its key.
 *
 * <p>It only reads, unless the request is of one of our own pages ({@link OwnPage}). A browser that
 * is logged in sends it by itself, also with what another site's page has it ask for, so it is no
 * sign that somebody wants an import.
 */
public final class BasicLogin {

    /** What is said to one that would start an import by a login; what to send instead follows. */
    public static final String ONLY_READS =
            "HTTP Basic only asks how imports go; to start one, send ";

    private static final Optional<String> CHALLENGE = Optional.of("Basic realm=\"User imports\"");

    private BasicLogin() {}

    /**
     * Whether a request may go on that logs in, or could.
     *
     * @param reads whether it only asks how imports go
     * @param toStart the answer to one that would start an import by a login alone
     * @return nothing when it carries a key in another way, or none
     */
    public static Optional<Access> check(
            final ApiRequest request,
            final boolean reads,
            final AccessKeys keys,
            final Access.Denied toStart) {
        if (request.hasKeyArgument()) {
            return Optional.empty();
        }
        if (Credentials.of(request.authorization()) instanceof Credentials.Basic basic) {
            if (!reads && !request.ofOwnPage()) {
                return Optional.of(toStart);
            }
            return Optional.of(
                    keys.grant(basic.app(), basic.key())
                            .map(granted -> granted.unlessReadOnly(reads))
                            .orElseGet(BasicLogin::wrong));
        }
        return reads && request.isFromBrowser() && request.authorization() == null
                ? Optional.of(
                        new Access.Denied(
                                Access.Reason.KEY_MISSING,
                                401,
                                "Log in with the app's id and its key",
                                CHALLENGE))
                : Optional.empty();
    }

    private static Access wrong() {
        return new Access.Denied(Access.Reason.KEY_WRONG, 401, "Invalid access key", CHALLENGE);
    }
}
