// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Optional;

/**
 * Who asks on {@code /imports} how imports go. It is no vendor's path, so a key is taken in each
 * way that one of them takes it, and by a browser's login.
 */
public final class StatusAccess {

    private static final Optional<String> CHALLENGE = Optional.of("Token realm=\"User imports\"");

    private StatusAccess() {}

    /** Whether a request that only asks may go on. */
    public static Access check(final ApiRequest request, final AccessKeys keys) {
        // What would change something does not come here, so nothing is said to it.
        return BasicLogin.check(request, true, keys, missing())
                .orElseGet(() -> byKey(request, keys));
    }

    /**
     * Whether a request that cancels an import, or has it undone, may go on.
     *
     * @param does what it does, as after "it": {@code cancels}
     * @param to the same as after "to": {@code cancel}
     */
    public static Access checkChange(
            final ApiRequest request, final AccessKeys keys, final String does, final String to) {
        final Access access =
                BasicLogin.check(request, false, keys, byLoginAlone(to))
                        .orElseGet(() -> byKey(request, keys));
        return access instanceof Access.Granted granted && !granted.writes()
                ? new Access.Denied(
                        Access.Reason.NOT_ALLOWED,
                        403,
                        "This key only reads: it "
                                + does
                                + " no import; send a key of the app that writes",
                        Optional.empty())
                : access;
    }

    private static Access byKey(final ApiRequest request, final AccessKeys keys) {
        if (Credentials.of(request.authorization()) instanceof Credentials.Token token) {
            return granted(keys.grant(token.key()), wrong());
        }
        final String token = request.argument(ApiRequest.AUTH_TOKEN);
        if (!token.isBlank()) {
            return granted(keys.grant(token), wrong());
        }
        final String app = request.argument("appId");
        final String key = request.argument(ApiRequest.CLIENT_KEY);
        return app.isBlank() || key.isBlank()
                ? missing()
                : granted(keys.grant(app, key), invalid());
    }

    private static Access granted(final Optional<Access.Granted> found, final Access.Denied not) {
        return found.isPresent() ? found.get() : not;
    }

    private static Access.Denied byLoginAlone(final String to) {
        return new Access.Denied(
                Access.Reason.KEY_MISSING,
                401,
                "HTTP Basic only asks how imports go; to "
                        + to
                        + " one, use the button on its page, or send the header Authorization: Token and the app's key",
                CHALLENGE);
    }

    /** As Leanplum answers. */
    private static Access.Denied invalid() {
        return new Access.Denied(
                Access.Reason.KEY_WRONG, 403, "Invalid access key", Optional.empty());
    }

    private static Access.Denied wrong() {
        return new Access.Denied(Access.Reason.KEY_WRONG, 401, "Invalid token", CHALLENGE);
    }

    private static Access.Denied missing() {
        return new Access.Denied(
                Access.Reason.KEY_MISSING,
                401,
                "The key is missing; send the header Authorization: Token and the app's key, or the"
                        + " arguments appId and clientKey",
                CHALLENGE);
    }
}
