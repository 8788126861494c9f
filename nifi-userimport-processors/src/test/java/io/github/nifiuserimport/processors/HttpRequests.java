// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.util.TestRunner;

/** Requests as HandleHttpRequest puts them into a flow. */
final class HttpRequests {

    private HttpRequests() {}

    static Map<String, String> attributes(
            final String context, final String method, final String... more) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("http.context.identifier", context);
        attributes.put("http.method", method);
        attributes.put("http.request.uri", "/api");
        for (int i = 0; i < more.length; i += 2) {
            attributes.put(more[i], more[i + 1]);
        }
        return attributes;
    }

    static void get(final TestRunner runner, final String context, final String query) {
        runner.enqueue("", attributes(context, "GET", "http.query.string", query));
    }

    static void form(final TestRunner runner, final String context, final String body) {
        runner.enqueue(
                body,
                attributes(context, "POST", "mime.type", "application/x-www-form-urlencoded"));
    }

    /** A part of a multipart request with a token; without a name when it is null. */
    static void part(
            final TestRunner runner,
            final String context,
            final String token,
            final int number,
            final int count,
            final String name,
            final String content) {
        final Map<String, String> attributes =
                attributes(
                        context,
                        "POST",
                        "mime.type",
                        "multipart/form-data; boundary=x",
                        "http.headers.authorization",
                        "Token " + token,
                        "http.multipart.fragments.sequence.number",
                        Integer.toString(number),
                        "http.multipart.fragments.total.number",
                        Integer.toString(count));
        if (name != null) {
            attributes.put("http.multipart.name", name);
        }
        if ("file".equals(name)) {
            attributes.put("http.multipart.filename", "C:\\data\\users one.csv");
        }
        runner.enqueue(content, attributes);
    }

    static String basic(final String app, final String key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((app + ":" + key).getBytes(StandardCharsets.UTF_8));
    }
}
