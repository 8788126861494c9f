// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses by itself, as far as there is anything to go by, as all else. */
final class ErrorReplies extends ErrorHandler {

    /** Seconds until another node has been found, or this one is back. */
    private static final String RETRY_AFTER_STOP = "5";

    private final Routes routes;

    ErrorReplies(final Routes routes) {
        this.routes = routes;
    }

    @Override
    public boolean errorPageForMethod(final String method) {
        return true;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback)
            throws IOException {
        final int status =
                request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused
                        ? refused.getCode()
                        : response.getStatus();
        final HttpReply refused = routes.format(request).refused(status, text(status));
        final HttpReply reply =
                status == 503
                        ? refused.with(HttpHeader.RETRY_AFTER.asString(), RETRY_AFTER_STOP)
                        : refused;
        try {
            ReplyWriter.send(request, response, callback, reply);
        } catch (final StoreException noStoreIsAsked) {
            callback.failed(noStoreIsAsked);
        }
        return true;
    }

    /** Never what came: a key may be in it. */
    private static String text(final int status) {
        return switch (status) {
            case 408 -> "The request took too long to come in; send it again";
            case 413 -> "The request is too large";
            case 414 -> "The address is too long; send arguments in the body, with POST";
            case 431 -> "The headers of the request are too long; send arguments in the body";
            case 417 -> "Expect: only 100-continue is understood";
            case 426, 505 -> "This version of HTTP is not spoken here; use HTTP/1.1";
            case 503 -> "The service is being stopped; send the request again";
            case 400 -> "The request is no valid HTTP; check its first line, headers and encoding";
            default ->
                    status < 500
                            ? "The request cannot be answered"
                            : "This cannot be answered because of a fault of the service";
        };
    }
}
