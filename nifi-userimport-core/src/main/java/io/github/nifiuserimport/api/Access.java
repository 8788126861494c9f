// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Map;
import java.util.Optional;

/**
 * Whether a request may go on.
 *
 * <p>HTTP Basic only reads. A browser that is logged in sends it by itself, also with what another
 * site's page has it ask for, so it is no sign that somebody wants an import.
 */
public sealed interface Access {

    /** The argument that carries a key. */
    String KEY_ARGUMENT = "clientKey";

    /** It may, for this app. */
    record Granted(String app) implements Access {}

    /**
     * It may not.
     *
     * @param challenge how to log in, for the header WWW-Authenticate
     */
    record Denied(int status, String error, Optional<String> challenge) implements Access {}

    /**
     * Checks a request.
     *
     * @param arguments with the key, if it is one of them
     * @param authorization the header, or null
     * @param reads whether it only asks how imports go; see {@link #reads}
     * @param browser whether somebody looks at a page, who can be asked for user and password
     */
    static Access check(
            final ApiDialect dialect,
            final AccessKeys keys,
            final Map<String, String> arguments,
            final String authorization,
            final boolean reads,
            final boolean browser) {
        final Credentials credentials = Credentials.of(authorization);
        if (credentials instanceof Credentials.Basic basic
                && !arguments.containsKey(KEY_ARGUMENT)) {
            return reads ? basic(dialect, keys, arguments, basic) : startedByBasic(dialect);
        }
        if (reads && browser && !arguments.containsKey(KEY_ARGUMENT) && authorization == null) {
            return new Denied(
                    401, "Log in with the app's id and its key", Optional.of(basicChallenge()));
        }
        return switch (dialect) {
            case LEANPLUM -> leanplum(keys, arguments);
            case DASHLY -> dashly(keys, arguments, credentials);
        };
    }

    /**
     * Whether a request only asks how imports go.
     *
     * @param method as in the request's first line, or null
     * @param path as there, without the query, or null
     * @param arguments of which Leanplum's {@code action} may be the question
     */
    static boolean reads(
            final ApiDialect dialect,
            final String method,
            final String path,
            final Map<String, String> arguments) {
        return path != null
                        && ("GET".equals(method) || "HEAD".equals(method))
                        && StatusPath.leadsToImports(path)
                || dialect == ApiDialect.LEANPLUM
                        && StatusPath.QUESTION.equals(arguments.get("action"));
    }

    private static Denied startedByBasic(final ApiDialect dialect) {
        final String rule = "HTTP Basic only asks how imports go; to start one, send ";
        return switch (dialect) {
            case LEANPLUM ->
                    new Denied(403, rule + "the arguments appId and clientKey", Optional.empty());
            case DASHLY ->
                    new Denied(
                            401,
                            rule + "the header Authorization: Token and the app's key",
                            Optional.of(tokenChallenge()));
        };
    }

    private static Access leanplum(final AccessKeys keys, final Map<String, String> arguments) {
        for (final String name : new String[] {"appId", KEY_ARGUMENT}) {
            if (arguments.getOrDefault(name, "").isBlank()) {
                return new Denied(400, name + " is missing", Optional.empty());
            }
        }
        final String app = arguments.get("appId");
        return keys.match(app, arguments.get(KEY_ARGUMENT))
                ? new Granted(app)
                : new Denied(403, "Invalid access key", Optional.empty());
    }

    private static Access dashly(
            final AccessKeys keys,
            final Map<String, String> arguments,
            final Credentials credentials) {
        final Optional<String> app;
        if (credentials instanceof Credentials.Token token) {
            app = keys.appOf(token.key());
        } else if (arguments.containsKey(KEY_ARGUMENT) && arguments.containsKey("appId")) {
            app =
                    keys.match(arguments.get("appId"), arguments.get(KEY_ARGUMENT))
                            ? Optional.of(arguments.get("appId"))
                            : Optional.empty();
        } else {
            return new Denied(
                    401,
                    "The token is missing; send the header Authorization: Token and the app's key",
                    Optional.of(tokenChallenge()));
        }
        return app.map(own -> own(own, arguments))
                .orElseGet(() -> new Denied(401, "Invalid token", Optional.of(tokenChallenge())));
    }

    private static Access basic(
            final ApiDialect dialect,
            final AccessKeys keys,
            final Map<String, String> arguments,
            final Credentials.Basic basic) {
        if (!keys.match(basic.app(), basic.key())) {
            return new Denied(401, "Invalid access key", Optional.of(basicChallenge()));
        }
        if (dialect == ApiDialect.DASHLY) {
            return own(basic.app(), arguments);
        }
        return arguments.getOrDefault("appId", basic.app()).equals(basic.app())
                ? new Granted(basic.app())
                : new Denied(403, "Invalid access key", Optional.empty());
    }

    private static Access own(final String app, final Map<String, String> arguments) {
        final String named = arguments.getOrDefault("app", "");
        return named.isEmpty() || DashlyArguments.means(named, app)
                ? new Granted(app)
                : new Denied(403, DashlyArguments.otherApp(named), Optional.empty());
    }

    private static String basicChallenge() {
        return "Basic realm=\"User imports\"";
    }

    private static String tokenChallenge() {
        return "Token realm=\"User imports\"";
    }
}
