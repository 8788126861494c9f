// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request's header does not come to an end. One that sends a byte now
 * and then is never idle, and would stay open for ever.
 */
final class UnfinishedHeaders extends AbstractLifeCycle {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ServerConnector connector;
    private final Map<EndPoint, Seen> begun = new HashMap<>();
    private volatile Scheduler.Task next;

    /**
     * @param requests that had come in by then
     * @param bytes that had come in when a header was last known not to have begun
     * @param nanoTime since when one may have
     */
    private record Seen(long requests, long bytes, long nanoTime) {}

    UnfinishedHeaders(final ServerConnector connector) {
        this.connector = connector;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        next =
                connector
                        .getScheduler()
                        .schedule(this::look, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    private void look() {
        final Map<EndPoint, Seen> before = new HashMap<>(begun);
        begun.clear();
        for (final EndPoint endPoint : connector.getConnectedEndPoints()) {
            final Connection connection = withoutTls(endPoint.getConnection());
            // On HTTP/2, which does not count, each request has its own time.
            if (connection == null
                    || connection.getMessagesIn() < 0
                    || connection.getMessagesIn() != connection.getMessagesOut()) {
                continue;
            }
            final Seen now =
                    new Seen(
                            connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime());
            final Seen seen = before.get(endPoint);
            if (seen == null || seen.requests() != now.requests()) {
                begun.put(endPoint, now);
            } else if (seen.bytes() == now.bytes()) {
                // Nothing has come since: if it stays so, the connection is idle.
                begun.put(endPoint, now);
            } else if (now.nanoTime() - seen.nanoTime() > ServerLimits.UNKNOWN.toNanos()) {
                endPoint.close();
            } else {
                begun.put(endPoint, seen);
            }
        }
        if (isRunning()) {
            lookLater();
        }
    }

    private static Connection withoutTls(final Connection connection) {
        return connection instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : connection;
    }
}
