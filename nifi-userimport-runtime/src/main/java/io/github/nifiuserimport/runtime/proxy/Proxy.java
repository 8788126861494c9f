// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * One address on 127.0.0.1 for all flows that have ports of their own, as a reverse proxy gives
 * them in production.
 */
public final class Proxy implements AutoCloseable {

    private static final int BACKLOG = 1000;

    private final ServerSocket server;
    private final Map<Api, Integer> flows;
    private final Thread acceptor = Thread.ofVirtual().name("proxy").unstarted(this::accept);

    private Proxy(final ServerSocket server, final Map<Api, Integer> flows) {
        this.server = server;
        this.flows = Map.copyOf(flows);
    }

    /**
     * Opens it.
     *
     * @param flows the port of each flow that runs
     */
    public static Proxy open(final int port, final Map<Api, Integer> flows) throws IOException {
        final Proxy proxy =
                new Proxy(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), flows);
        proxy.acceptor.start();
        return proxy;
    }

    /** The port it is at. */
    public int port() {
        return server.getLocalPort();
    }

    /** Accepts no more connections. Requests that have been accepted are served to their end. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            // Only then is the port free.
            acceptor.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                final Socket client = server.accept();
                Thread.startVirtualThread(() -> new ProxiedRequest(client, flows).serve());
            } catch (final IOException e) {
                // The server was closed, or the client hung up before it was accepted.
                continue;
            }
        }
    }
}
