// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.StatusFormat;
import io.github.nifiuserimport.api.StatusPath;
import io.github.nifiuserimport.api.StatusRequest;
import java.util.Optional;
import org.apache.nifi.flowfile.FlowFile;

/** Reads what an HTTP request asks of jobs, from the attributes it has become. */
final class StatusRequests {

    private StatusRequests() {}

    /** What is asked, or nothing when the FlowFile is no request. */
    static Optional<StatusRequest> of(final FlowFile file) {
        final String path = file.getAttribute(HttpAttributes.URI);
        if (path != null && path.startsWith("/imports")) {
            return Optional.of(StatusPath.request(path, HttpAttributes.header(file, "Accept")));
        }
        if (StatusPath.QUESTION.equals(argument(file, "action"))) {
            return Optional.of(multiResults(file));
        }
        if (path == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (file.getAttribute(ImportAttributes.API)) {
                    case "leanplum" -> new StatusRequest.Unknown(path, StatusFormat.LEANPLUM);
                    case "dashly" -> new StatusRequest.Unknown(path, StatusFormat.DASHLY);
                    case null, default ->
                            StatusPath.request(path, HttpAttributes.header(file, "Accept"));
                });
    }

    private static StatusRequest multiResults(final FlowFile file) {
        final String fault = file.getAttribute(ImportAttributes.REQUEST_FAULT);
        if (fault != null) {
            return new StatusRequest.Faulty(fault, StatusFormat.LEANPLUM);
        }
        final String version = argument(file, "apiVersion");
        if (version == null || version.isBlank()) {
            return new StatusRequest.Faulty(
                    "apiVersion is missing: give 1.0.6", StatusFormat.LEANPLUM);
        }
        return new StatusRequest.OneJob(argument(file, "jobId"), StatusFormat.LEANPLUM);
    }

    /** An argument as it was gathered or, where nothing has gathered them, from the query. */
    private static String argument(final FlowFile file, final String name) {
        final String gathered = file.getAttribute(ImportAttributes.ARGUMENT + name);
        return gathered == null && file.getAttribute(ImportAttributes.API) == null
                ? file.getAttribute(HttpAttributes.QUERY_PARAMETER + name)
                : gathered;
    }
}
