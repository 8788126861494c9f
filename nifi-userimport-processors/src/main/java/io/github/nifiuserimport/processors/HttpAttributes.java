// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;

/** The attributes that HandleHttpRequest gives a request. */
final class HttpAttributes {

    static final String CONTEXT = "http.context.identifier";
    static final String METHOD = "http.method";
    static final String URI = "http.request.uri";
    static final String QUERY = "http.query.string";
    static final String QUERY_PARAMETER = "http.query.param.";
    static final String PART_NAME = "http.multipart.name";
    static final String PART_FILENAME = "http.multipart.filename";
    static final String PART_NUMBER = "http.multipart.fragments.sequence.number";
    static final String PART_COUNT = "http.multipart.fragments.total.number";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String HEADER = "http.headers.";
    private static final String FORWARDED = HEADER + "x-forwarded-";

    /** Headers that carry no key, under the names they are kept by. */
    private static final String[] KEPT_HEADERS = {"Host", "Accept", IDEMPOTENCY_KEY};

    private HttpAttributes() {}

    /** The value of a header, whose name a client writes in any letter case; or null. */
    static String header(final FlowFile request, final String name) {
        for (final Map.Entry<String, String> each : request.getAttributes().entrySet()) {
            if (each.getKey().equalsIgnoreCase(HEADER + name)) {
                return each.getValue();
            }
        }
        return null;
    }

    /** The request that a FlowFile has been made of, with the arguments gathered from it. */
    static ApiRequest request(final FlowFile request, final Map<String, String> arguments) {
        return new ApiRequest(
                request.getAttribute(METHOD),
                request.getAttribute(URI),
                arguments,
                header(request, "Authorization"),
                header(request, "Accept"));
    }

    /** The attributes whose names begin so, by the rest of their names. */
    static Map<String, String> below(final String prefix, final FlowFile file) {
        final Map<String, String> below = new LinkedHashMap<>();
        file.getAttributes()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(prefix)) {
                                below.put(name.substring(prefix.length()), value);
                            }
                        });
        return below;
    }

    /** What is kept of a request: nothing that may carry a key. */
    static Map<String, String> kept(final FlowFile request) {
        final Map<String, String> kept = new LinkedHashMap<>();
        for (final String name : new String[] {CONTEXT, METHOD, URI}) {
            put(kept, name, request.getAttribute(name));
        }
        for (final String name : KEPT_HEADERS) {
            put(kept, HEADER + name, header(request, name));
        }
        request.getAttributes()
                .forEach(
                        (name, value) -> {
                            if (name.toLowerCase(Locale.ROOT).startsWith(FORWARDED)) {
                                kept.put(name, value);
                            }
                        });
        return kept;
    }

    private static void put(
            final Map<String, String> attributes, final String name, final String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
