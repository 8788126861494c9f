// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.StatusPath;
import io.github.nifiuserimport.api.StatusRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.flowfile.FlowFile;

/** Reads what an HTTP request asks of jobs, from the attributes it has become. */
final class StatusRequests {

    private StatusRequests() {}

    /** What is asked, or nothing when the FlowFile is no request. */
    static Optional<StatusRequest> of(final FlowFile file) {
        final ApiRequest request = HttpAttributes.request(file, arguments(file));
        final String path = request.path();
        if (path != null && path.startsWith("/imports")) {
            return Optional.of(StatusPath.request(path, request.accept()));
        }
        final Optional<StatusRequest> question =
                ApiOption.apis().stream()
                        .flatMap(api -> api.question(request).stream())
                        .findFirst();
        if (question.isPresent()) {
            final String fault = file.getAttribute(ImportAttributes.REQUEST_FAULT);
            return fault == null
                    ? question
                    : question.map(asked -> new StatusRequest.Faulty(fault, asked.format()));
        }
        if (path == null) {
            return Optional.empty();
        }
        return Optional.of(
                ApiOption.named(file.getAttribute(ImportAttributes.API))
                        .<StatusRequest>map(api -> new StatusRequest.Unknown(path, api))
                        .orElseGet(() -> StatusPath.request(path, request.accept())));
    }

    /** The arguments as they were gathered or, where nothing has gathered them, of the query. */
    private static Map<String, String> arguments(final FlowFile file) {
        final Map<String, String> arguments =
                file.getAttribute(ImportAttributes.API) == null
                        ? HttpAttributes.below(HttpAttributes.QUERY_PARAMETER, file)
                        : new LinkedHashMap<>();
        arguments.putAll(HttpAttributes.below(ImportAttributes.ARGUMENT, file));
        return arguments;
    }
}
