// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.FormBody;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.OwnPage;
import io.github.nifiuserimport.api.RequestArguments;
import io.github.nifiuserimport.api.RequestFault;
import io.github.nifiuserimport.api.StatusAccess;
import io.github.nifiuserimport.api.StatusPath;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.api.StatusService;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A request for a page, or for what a page shows, as data. It only reads, or is handed on to where
 * a job is cancelled or undone.
 */
final class PageExchange {

    static final List<String> METHODS = List.of("GET", "HEAD");

    private static final Duration DOWNLOADS_FULL = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final ServerSettings settings;
    private final JobStore store;
    private final ImportReceiver receiver;
    private final Downloads downloads;
    private final Metrics metrics;
    private final Clock clock;

    PageExchange(
            final Exchange exchange,
            final ServerSettings settings,
            final JobStore store,
            final ImportReceiver receiver,
            final Downloads downloads,
            final Metrics metrics,
            final Clock clock) {
        this.exchange = exchange;
        this.settings = settings;
        this.store = store;
        this.receiver = receiver;
        this.downloads = downloads;
        this.metrics = metrics;
        this.clock = clock;
    }

    void answer() {
        if (!exchange.path().equals("/")
                && !exchange.path().equals(Routes.METRICS)
                && !StatusPath.leadsToImports(exchange.path())
                && !StatusPath.leadsToHistory(exchange.path())) {
            nothing();
            return;
        }
        final Optional<StatusRequest.OneJob> cancelled =
                StatusPath.cancelled(exchange.method(), exchange.path(), accept());
        if (cancelled.isPresent()) {
            change(cancelled.get(), changes(cancelled.get()).cancelling());
            return;
        }
        final Optional<StatusRequest.OneJob> undone =
                StatusPath.undone(exchange.method(), exchange.path(), accept());
        if (undone.isPresent()) {
            change(
                    undone.get(),
                    changes(undone.get()).undoing(receiver, exchange.client(), exchange.path()));
            return;
        }
        if (!METHODS.contains(exchange.method())) {
            exchange.reply(
                    StatusPath.methodNotAllowed(exchange.method(), exchange.path(), accept()));
            return;
        }
        final RequestArguments arguments = new RequestArguments();
        try {
            FormBody.readQuery(exchange.request().getHttpURI().getQuery(), arguments);
        } catch (final RequestFault fault) {
            exchange.reply(exchange.format().refused(fault.status(), fault.getMessage()));
            return;
        }
        switch (StatusAccess.check(
                exchange.asked(arguments.all(), settings.publicUrl()), settings.keys())) {
            case Access.Denied denied -> exchange.deny(denied);
            case Access.Granted granted -> tell(granted, arguments.all());
        }
    }

    private JobChanges changes(final StatusRequest.OneJob wanted) {
        return new JobChanges(
                settings.keys(),
                granted -> status(exchange, settings, store, granted, clock),
                wanted);
    }

    private void change(final StatusRequest.OneJob wanted, final JobChangeExchange.Change change) {
        new JobChangeExchange(exchange, wanted, settings, change).begin();
    }

    private void tell(final Access.Granted granted, final Map<String, String> arguments) {
        try {
            if (exchange.path().equals(Routes.METRICS)) {
                exchange.reply(metrics.reply(granted.app(), accept()));
                return;
            }
            send(
                    status(exchange, settings, store, granted, clock)
                            .answer(
                                    StatusPath.request(exchange.path(), accept(), arguments),
                                    OwnPage.token(
                                            exchange.header(HttpHeader.AUTHORIZATION.asString()),
                                            granted),
                                    receiver.takesUndos())
                            .reply());
        } catch (final StoreException failed) {
            exchange.away(failed);
        } catch (final RuntimeException bug) {
            exchange.broken(bug);
        }
    }

    /** That there is nothing is no secret. */
    private void nothing() {
        try {
            exchange.reply(
                    status(exchange, settings, store, new Access.Granted("", false), clock)
                            .answer(StatusPath.request(exchange.path(), accept()))
                            .reply());
        } catch (final StoreException noStoreIsAsked) {
            exchange.away(noStoreIsAsked);
        }
    }

    private String accept() {
        return exchange.header(HttpHeader.ACCEPT.asString());
    }

    private void send(final HttpReply reply) {
        if (reply.fileName() == null) {
            exchange.reply(reply);
        } else if (downloads.begin()) {
            try {
                exchange.reply(reply);
            } finally {
                downloads.end();
            }
        } else {
            exchange.refuse(503, "Too many files are being sent; try again", DOWNLOADS_FULL);
        }
    }

    /** Who answers what is asked of an app's jobs. */
    static StatusService status(
            final Exchange exchange,
            final ServerSettings settings,
            final JobStore store,
            final Access.Granted granted,
            final Clock clock) {
        return new StatusService(
                store,
                granted.app(),
                ImportLinks.absolute(
                        settings.publicUrl(),
                        exchange.request().getHttpURI().getScheme(),
                        exchange.request().getHttpURI().getAuthority()),
                clock);
    }
}
