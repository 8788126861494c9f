// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice within a minute that the machine at the other end is gone, even while they
 * wait for the answer to a long query. With the operating system's own settings that takes more
 * than two hours. Public because the driver creates it by name.
 */
public final class KeepAliveSocketFactory extends SocketFactory {

    private static final int IDLE_SECONDS = 30;
    private static final int INTERVAL_SECONDS = 10;
    private static final int PROBES = 3;

    @Override
    public Socket createSocket() throws IOException {
        final Socket socket = new Socket();
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        return socket;
    }

    @Override
    public Socket createSocket(final String host, final int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(
            final String host, final int port, final InetAddress localHost, final int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(final InetAddress host, final int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(
            final InetAddress host, final int port, final InetAddress local, final int localPort) {
        throw onlyUnconnected();
    }

    private static void setIfSupported(
            final Socket socket, final SocketOption<Integer> option, final int value)
            throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("The driver connects its sockets itself");
    }
}
