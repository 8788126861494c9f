// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.StoreException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends replies. */
final class ReplyWriter {

    private static final int BUFFER = 32_768;

    private ReplyWriter() {}

    /**
     * Sends a reply. A file is sent while it is read from the store, all else at once.
     *
     * @throws StoreException when the store fails before anything of the reply is sent
     */
    static void send(
            final Request request,
            final Response response,
            final Callback callback,
            final HttpReply reply)
            throws IOException, StoreException {
        if (reply.fileName() == null) {
            final ByteArrayOutputStream body = new ByteArrayOutputStream();
            reply.body().write(body);
            head(request, response, reply);
            response.write(true, ByteBuffer.wrap(body.toByteArray()), callback);
            return;
        }
        head(request, response, reply);
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
            return;
        }
        // Closed only after all of it is there, or what is cut off would look whole.
        final OutputStream output =
                new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER);
        reply.body().write(output);
        output.close();
        callback.succeeded();
    }

    private static void head(
            final Request request, final Response response, final HttpReply reply) {
        response.setStatus(reply.status());
        if (reply.mimeType() != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.mimeType());
        }
        reply.headers().forEach(response.getHeaders()::put);
        if (request.isSecure()) {
            response.getHeaders().put(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        }
    }
}
