// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Map;

/**
 * A request to an {@link ImportApi}.
 *
 * @param method as in its first line, or null when it did not come over HTTP
 * @param path as there, without the query, or null
 * @param arguments gathered from wherever they stand in it, a key among them
 * @param authorization the header, or null
 * @param accept the header, or null
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, String> arguments,
        String authorization,
        String accept) {

    /** The argument that carries a key. */
    public static final String KEY_ARGUMENT = "clientKey";

    /** An argument, or an empty text. */
    public String argument(final String name) {
        return arguments.getOrDefault(name, "");
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
