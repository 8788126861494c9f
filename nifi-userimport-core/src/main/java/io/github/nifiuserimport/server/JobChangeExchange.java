// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.FormBody;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.api.RequestArguments;
import io.github.nifiuserimport.api.RequestFault;
import io.github.nifiuserimport.api.StatusAnswer;
import io.github.nifiuserimport.api.StatusPath;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A request to cancel a job, or to have it undone. The key, or the token of our own page, may stand
 * in the body, a small form, which is read as it comes, without a thread that waits for it.
 */
final class JobChangeExchange {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Exchange exchange;
    private final StatusRequest.OneJob wanted;
    private final ServerSettings settings;
    private final Change change;

    private final RequestArguments arguments = new RequestArguments();
    private final FormBody form = new FormBody(Optional.empty(), null, arguments);
    private Scheduler.Task deadline;
    private boolean answered;

    JobChangeExchange(
            final Exchange exchange,
            final StatusRequest.OneJob wanted,
            final ServerSettings settings,
            final Change change) {
        this.exchange = exchange;
        this.wanted = wanted;
        this.settings = settings;
        this.change = change;
    }

    /** What is done to the job. */
    interface Change {

        /** Whether it may be. */
        Access check(ApiRequest request);

        /** Does it, for somebody who may. */
        StatusAnswer make(Access.Granted granted) throws StoreException, IOException;
    }

    synchronized void begin() {
        try {
            FormBody.readQuery(exchange.request().getHttpURI().getQuery(), arguments);
        } catch (final RequestFault fault) {
            refuse(fault.status(), fault.getMessage());
            return;
        }
        if (exchange.method().equals("POST")) {
            deadline = exchange.schedule(this::late, ServerLimits.UNKNOWN);
            read();
        } else {
            whole();
        }
    }

    private synchronized void late() {
        if (!answered) {
            refuse(408, "The request took too long to come in; send it again");
        }
    }

    private synchronized void read() {
        while (!answered) {
            final Content.Chunk chunk = exchange.read();
            if (chunk == null) {
                exchange.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                refuse(400, "The request is not whole; send it again");
                return;
            }
            try {
                take(chunk);
            } catch (final RequestFault fault) {
                refuse(fault.status(), fault.getMessage());
            } catch (final IOException | RuntimeException failed) {
                end();
                exchange.broken(failed);
            } finally {
                chunk.release();
            }
        }
    }

    private void take(final Content.Chunk chunk) throws IOException, RequestFault {
        if (chunk.hasRemaining()) {
            if (!isForm()) {
                throw new RequestFault("Content-Type: use " + FORM);
            }
            form.add(chunk.getByteBuffer());
        }
        if (chunk.isLast()) {
            form.end();
            whole();
        }
    }

    private boolean isForm() {
        final String type = exchange.header(HttpHeader.CONTENT_TYPE.asString());
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /** All of the request is there. */
    private void whole() {
        end();
        switch (change.check(exchange.asked(arguments.all(), settings.publicUrl()))) {
            case Access.Denied denied -> exchange.deny(denied);
            case Access.Granted granted -> make(granted);
        }
    }

    private void make(final Access.Granted granted) {
        try {
            exchange.reply(
                    switch (change.make(granted)) {
                        case StatusAnswer.OfJob of -> done(of);
                        case StatusAnswer other -> other.reply();
                    });
        } catch (final StoreException failed) {
            exchange.away(failed);
        } catch (final IOException | RuntimeException failed) {
            exchange.broken(failed);
        }
    }

    /** A browser goes on to the job's page, which it may load again without sending the form. */
    private HttpReply done(final StatusAnswer.OfJob answer) {
        return exchange.method().equals("POST") && wanted.format() == OwnFormat.HTML
                ? HttpReply.empty(303)
                        .with(
                                HttpHeader.LOCATION.asString(),
                                StatusPath.jobFromQuestion(answer.job().id()))
                : answer.reply();
    }

    private void refuse(final int status, final String error) {
        end();
        exchange.reply(exchange.format().refused(status, error));
    }

    private void end() {
        answered = true;
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
