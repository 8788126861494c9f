// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.StatusPath;
import io.github.nifiuserimport.job.run.ImportStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes requests, as many as may be there at once, to where their paths lead. */
final class RequestHandler extends Handler.Abstract {

    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final ServerSettings settings;
    private final Routes routes;
    private final ImportStore store;
    private final ImportReceiver receiver;
    private final ServerFaults faults;
    private final Clock clock;
    private final WrongKeys wrongKeys;
    private final Downloads downloads = new Downloads();
    private final DryRuns dryRuns;
    private final Metrics metrics;
    private final Health health;
    private final AtomicInteger atOnce = new AtomicInteger();

    RequestHandler(
            final ServerSettings settings,
            final Routes routes,
            final ImportStore store,
            final ImportReceiver receiver,
            final ServerFaults faults,
            final Clock clock) {
        this.settings = settings;
        this.routes = routes;
        this.store = store;
        this.receiver = receiver;
        this.faults = faults;
        this.clock = clock;
        wrongKeys = new WrongKeys(settings.limits().wrongKeys(), clock);
        dryRuns = new DryRuns(store, settings.limits().whole());
        health = new Health(store, clock);
        metrics = new Metrics(store);
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        final long begin = System.nanoTime();
        final int now = atOnce.incrementAndGet();
        Request.addCompletionListener(
                request,
                failure -> {
                    atOnce.decrementAndGet();
                    metrics.answered(
                            response.getStatus(), Duration.ofNanos(System.nanoTime() - begin));
                });
        final Exchange exchange =
                new Exchange(
                        request, response, callback, routes.format(request), faults, wrongKeys);
        try {
            final Optional<Duration> wait = wrongKeys.wait(exchange.client());
            if (Routes.path(request).equals(Routes.HEALTH)) {
                exchange.reply(health.reply());
            } else if (now > settings.limits().requests()) {
                exchange.refuse(503, "Too many requests at once; try again", COME_BACK);
            } else if (wait.isPresent()) {
                exchange.refuse(
                        429, "Too many wrong keys came from this address; wait", wait.get());
            } else {
                route(exchange);
            }
        } catch (final RuntimeException bug) {
            exchange.broken(bug);
        }
        return true;
    }

    private void route(final Exchange exchange) {
        final Optional<ImportApi> api = routes.api(exchange.path());
        if (exchange.path().equals("/") && PageExchange.METHODS.contains(exchange.method())) {
            exchange.reply(
                    HttpReply.empty(302)
                            // Also behind a proxy that adds something in front.
                            .with(HttpHeader.LOCATION.asString(), "imports"));
        } else if (exchange.method().equals("OPTIONS")) {
            exchange.options(
                    api.map(ImportApi::methods)
                            .orElseGet(() -> StatusPath.methods(exchange.path())));
        } else if (api.isPresent()) {
            new ImportExchange(exchange, api.get(), settings, store, receiver, dryRuns, clock)
                    .begin();
        } else {
            new PageExchange(exchange, settings, store, receiver, downloads, metrics, clock)
                    .answer();
        }
    }
}
