// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.List;
import java.util.Map;

/**
 * A request to an {@link ImportApi}.
 *
 * @param method as in its first line, or null when it did not come over HTTP
 * @param path as there, without the query, or null
 * @param arguments gathered from wherever they stand in it, a key among them
 * @param authorization the header, or null
 * @param accept the header, or null
 * @param ofOwnPage whether one of our own pages sent it, as {@link OwnPage} finds out
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, String> arguments,
        String authorization,
        String accept,
        boolean ofOwnPage) {

    /** The argument with a key beside {@code appId}, in Leanplum's API. */
    public static final String CLIENT_KEY = "clientKey";

    /** The argument with a token, in Dashly's API. */
    public static final String AUTH_TOKEN = "auth_token";

    private static final List<String> KEYS = List.of(CLIENT_KEY, AUTH_TOKEN);

    private static final List<String> SECRETS =
            List.of(CLIENT_KEY, AUTH_TOKEN, OwnPage.TOKEN_ARGUMENT);

    /** A request of a program. */
    public ApiRequest(
            final String method,
            final String path,
            final Map<String, String> arguments,
            final String authorization,
            final String accept) {
        this(method, path, arguments, authorization, accept, false);
    }

    /**
     * Whether the value of an argument is a secret, which must not get into an attribute, a log or
     * an answer; in any letter case, since a client that has it wrong sends a key all the same.
     */
    public static boolean isSecret(final String argument) {
        return SECRETS.stream().anyMatch(argument::equalsIgnoreCase);
    }

    /** An argument, or an empty text. */
    public String argument(final String name) {
        return arguments.getOrDefault(name, "");
    }

    /** Whether an argument is, or ought to be, a key. */
    public boolean hasKeyArgument() {
        return KEYS.stream().anyMatch(arguments::containsKey);
    }

    /** Whether it asks, by its path, how imports go. */
    public boolean isForImports() {
        return path != null
                && ("GET".equals(method) || "HEAD".equals(method))
                && StatusPath.leadsToImports(path);
    }

    /** Whether somebody looks at a page, who can be asked for user and password. */
    public boolean isFromBrowser() {
        return "GET".equals(method) && StatusPath.takesPages(accept);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
