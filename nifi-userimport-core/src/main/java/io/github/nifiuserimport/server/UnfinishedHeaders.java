// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Connection;
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
    private final Map<EndPoint, Seen> waiting = new HashMap<>();
    private volatile Scheduler.Task next;

    /**
     * A connection that waits for a request.
     *
     * @param requests that had come in before
     * @param bytes that had come in with them
     * @param begun when the next one was first seen to have begun; 0 when it has not
     */
    private record Seen(long requests, long bytes, long begun) {}

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
        final Map<EndPoint, Seen> before = new HashMap<>(waiting);
        waiting.clear();
        for (final EndPoint endPoint : connector.getConnectedEndPoints()) {
            final Connection connection = withoutTls(endPoint.getConnection());
            // On HTTP/2 each request has its own time.
            if (connection == null
                    || connection instanceof HTTP2Connection
                    || connection.getMessagesIn() < 0
                    || connection.getMessagesIn() != connection.getMessagesOut()) {
                continue;
            }
            final Seen seen = seen(connection, before.get(endPoint));
            waiting.put(endPoint, seen);
            if (seen.begun() != 0
                    && System.nanoTime() - seen.begun() > ServerLimits.UNKNOWN.toNanos()) {
                endPoint.close();
            }
        }
        if (isRunning()) {
            lookLater();
        }
    }

    private static Seen seen(final Connection connection, final Seen before) {
        final long requests = connection.getMessagesIn();
        final long bytes = connection.getBytesIn();
        if (before == null || before.requests() != requests) {
            // The first request is to come at once; somebody who has sent one may think.
            return requests == 0 ? new Seen(0, 0, System.nanoTime()) : new Seen(requests, bytes, 0);
        }
        return before.begun() == 0 && bytes > before.bytes()
                ? new Seen(requests, before.bytes(), System.nanoTime())
                : before;
    }

    private static Connection withoutTls(final Connection connection) {
        return connection instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : connection;
    }
}
