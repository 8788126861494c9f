// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.OwnPage;
import io.github.nifiuserimport.api.StatusFormat;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** A request and its one answer. */
final class Exchange {

    /** While the store is away. */
    static final Duration STORE_AWAY = Duration.ofSeconds(10);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final StatusFormat format;
    private final ServerFaults faults;
    private final WrongKeys wrongKeys;

    /** Who is told next that more of the body is there. */
    private Runnable reader;

    private boolean whole;
    private boolean refusing;

    Exchange(
            final Request request,
            final Response response,
            final Callback callback,
            final StatusFormat format,
            final ServerFaults faults,
            final WrongKeys wrongKeys) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.format = format;
        this.faults = faults;
        this.wrongKeys = wrongKeys;
    }

    Request request() {
        return request;
    }

    StatusFormat format() {
        return format;
    }

    String path() {
        return Routes.path(request);
    }

    String method() {
        return request.getMethod();
    }

    /** The address it comes from. */
    String client() {
        return Request.getRemoteAddr(request);
    }

    String header(final String name) {
        return request.getHeaders().get(name);
    }

    /** Where a client sees this server: scheme, host and port; null when it does not say. */
    String origin() {
        final String authority = request.getHttpURI().getAuthority();
        return authority == null ? null : request.getHttpURI().getScheme() + "://" + authority;
    }

    /**
     * What is asked.
     *
     * @param arguments that are known so far
     * @param publicUrl where clients reach this server, or null to go by the request
     */
    ApiRequest asked(final Map<String, String> arguments, final String publicUrl) {
        final String authorization = header(HttpHeader.AUTHORIZATION.asString());
        return new ApiRequest(
                method(),
                path(),
                arguments,
                authorization,
                header(HttpHeader.ACCEPT.asString()),
                OwnPage.sent(
                        new OwnPage.Headers(
                                authorization,
                                header("Sec-Fetch-Site"),
                                header(HttpHeader.ORIGIN.asString()),
                                header(OwnPage.TOKEN_HEADER)),
                        arguments.get(OwnPage.TOKEN_ARGUMENT),
                        publicUrl == null ? origin() : publicUrl));
    }

    /** Reads more of the body, without waiting; null when nothing is there. */
    Content.Chunk read() {
        final Content.Chunk chunk = request.read();
        if (chunk != null && chunk.isLast() && !Content.Chunk.isFailure(chunk)) {
            whole = true;
        }
        return chunk;
    }

    /** Asks to be told when more of the body is there, in the place of whoever asked before. */
    void demand(final Runnable next) {
        final boolean pending;
        synchronized (this) {
            pending = reader != null;
            reader = next;
        }
        if (!pending) {
            request.demand(this::more);
        }
    }

    private void more() {
        final Runnable next;
        synchronized (this) {
            next = reader;
            reader = null;
        }
        next.run();
    }

    /** Runs something on a thread of the server, some time from now. */
    Scheduler.Task schedule(final Runnable task, final Duration from) {
        // The scheduler's own thread keeps the time of all connections: nothing may hold it up.
        return request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.getComponents().getExecutor().execute(task),
                        from.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Replies; where not all of the body is read, most of it is, so that the reply is seen. */
    void reply(final HttpReply reply) {
        try {
            if (isWhole()) {
                ReplyWriter.send(request, response, callback, reply);
            } else {
                ReplyWriter.send(
                        request,
                        response,
                        new UnreadBody(this, callback),
                        reply.with(
                                HttpHeader.CONNECTION.asString(),
                                HttpHeaderValue.CLOSE.asString()));
            }
        } catch (final StoreException | IOException | RuntimeException failed) {
            unsent(failed);
        }
    }

    private boolean isWhole() {
        return whole
                || request.getLength() <= 0
                        && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private void unsent(final Exception failed) {
        if (response.isCommitted() || refusing) {
            // The client sees that the reply is not whole.
            callback.failed(failed);
            return;
        }
        refusing = true;
        response.reset();
        if (failed instanceof StoreException away) {
            away(away);
        } else {
            broken(failed);
        }
    }

    void refuse(final int status, final String error, final Duration wait) {
        reply(
                format.refused(status, error)
                        .with(
                                HttpHeader.RETRY_AFTER.asString(),
                                Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
    }

    void deny(final Access.Denied denied) {
        if (denied.reason() == Access.Reason.KEY_WRONG) {
            wrongKeys.count(client());
        }
        reply(denied.reply(format));
    }

    void options(final List<String> methods) {
        reply(
                HttpReply.empty(204)
                        .with(
                                HttpHeader.ALLOW.asString(),
                                String.join(", ", methods) + ", OPTIONS"));
    }

    /** The store has failed, and the request is answered all the same. */
    void passing(final StoreException failed) {
        faults.passing("An import is accepted of whose job the store has not said yet", failed);
    }

    /** The store cannot be asked. */
    void away(final StoreException failed) {
        if (failed.retryable()) {
            faults.passing("A request is answered 503", failed);
            refuse(
                    503,
                    "The user store is away; try again in " + STORE_AWAY.toSeconds() + " seconds",
                    STORE_AWAY);
        } else {
            broken(failed);
        }
    }

    /** Something that should not be. */
    void broken(final Exception failed) {
        faults.lasting("A request cannot be answered", failed);
        if (response.isCommitted()) {
            callback.failed(failed);
            return;
        }
        reply(format.refused(500, "This cannot be answered because of a fault of the service"));
    }
}
