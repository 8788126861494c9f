// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.api.StatusFormat;
import io.github.nifiuserimport.api.StatusPath;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Which path leads where. Paths are taken as they are sent, and never lead to a file. */
final class Routes {

    static final String HEALTH = "/healthz";
    static final String METRICS = "/metrics";

    private final List<ImportApi> apis;

    Routes(final List<ImportApi> apis) {
        this.apis = List.copyOf(apis);
    }

    /** The path of a request, as in its first line. */
    static String path(final Request request) {
        final String path = request.getHttpURI().getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** The API that a path belongs to, if it does. */
    Optional<ImportApi> api(final String path) {
        return apis.stream().filter(api -> api.takes(path)).findFirst();
    }

    /** In which form a request is answered, whatever is wrong with it: that of its path. */
    StatusFormat format(final Request request) {
        return api(path(request))
                .<StatusFormat>map(api -> api)
                .orElseGet(
                        () ->
                                StatusPath.takesPages(request.getHeaders().get(HttpHeader.ACCEPT))
                                        ? OwnFormat.HTML
                                        : OwnFormat.JSON);
    }
}
