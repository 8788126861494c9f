// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.job.JobStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server that speaks the APIs and shows the pages. All state is in the store, so that any
 * number of them may stand side by side behind a load balancer.
 */
public final class ImportServer implements AutoCloseable {

    /**
     * How long a connection stays open without a request: longer than clients keep theirs for the
     * next, or they would send it into one that is just being closed.
     */
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);

    /** How long requests that are being answered are waited for at the end. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Slow clients hold none of them, so they are for work: checks of files, and the store. */
    private static final int MAX_THREADS = 64;

    private static final int MIN_THREADS = 4;

    private static final UriCompliance PATHS_ARE_ONLY_COMPARED =
            UriCompliance.DEFAULT.with(
                    "PATHS_ARE_ONLY_COMPARED",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private final Server server;
    private final ServerConnector connector;

    private ImportServer(final Server server, final ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts a server.
     *
     * @throws IOException when it cannot listen; the message says where and why
     */
    public static ImportServer start(
            final ServerSettings settings,
            final JobStore store,
            final ImportReceiver receiver,
            final ServerFaults faults)
            throws IOException {
        final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("user-import-http");
        threads.setDaemon(true);
        final Server server = new Server(threads);
        final ServerConnector connector = new ServerConnector(server, protocols(settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        // On HTTP/2 this is also how long all requests of a connection may pause together.
        connector.setIdleTimeout(
                (settings.tls().isPresent()
                                        && settings.limits().idle().compareTo(IDLE_CONNECTION) > 0
                                ? settings.limits().idle()
                                : IDLE_CONNECTION)
                        .toMillis());
        final int connections = settings.limits().requests() + ServerLimits.IDLE_CONNECTIONS;
        // Java's own 50 are soon there at once. Of more, Linux lets some begin and then resets
        // them. It cuts this down to net.core.somaxconn.
        connector.setAcceptQueueSize(connections);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(connections, connector));
        server.addBean(new UnfinishedHeaders(connector));
        final Routes routes = new Routes(settings.apis());
        server.setErrorHandler(new ErrorReplies(routes));
        server.setHandler(
                new GracefulHandler(
                        new RequestHandler(
                                settings, routes, store, receiver, faults, Clock.systemUTC())));
        server.setStopTimeout(GRACE.toMillis());
        try {
            server.start();
        } catch (final Exception failed) {
            stop(server);
            throw failed instanceof IOException cause
                    ? cause
                    : new IOException(
                            "The HTTP server cannot start: " + failed.getMessage(), failed);
        }
        return new ImportServer(server, connector);
    }

    private static ConnectionFactory[] protocols(final ServerSettings settings) {
        final HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.limits().headerBytes());
        http.setIdleTimeout(settings.limits().idle().toMillis());
        http.setUriCompliance(PATHS_ARE_ONLY_COMPARED);
        if (settings.trustsForwarded()) {
            http.addCustomizer(new ProxyHeaders());
        }
        if (settings.tls().isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        // Which name a client asks for is for the certificate to say, not for us.
        http.addCustomizer(new SecureRequestCustomizer(false));
        final SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(settings.tls().get());
        final HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        final ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(http1.getProtocol());
        final HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setStreamIdleTimeout(settings.limits().idle().toMillis());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, choice.getProtocol()), choice, http2, http1
        };
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Lets requests that are being answered end, for some seconds, and takes no other. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(final Server server) {
        try {
            server.stop();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final Exception alreadyBroken) {
            // Nothing is left to be done: its threads are daemons, its sockets are closed.
            server.setStopTimeout(0);
        } finally {
            server.destroy();
        }
    }
}
