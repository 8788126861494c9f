// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Believes a proxy in front who asks, and under which address. Of several values, the last is that
 * of the proxy; those before it came from its client, who may say what it likes. A value that makes
 * no sense is not looked at.
 */
final class ProxyHeaders implements HttpConfiguration.Customizer {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    /** What a host and port, or an address, are written with: nothing that a link would misread. */
    private static final String HOST_CHARACTERS = "[A-Za-z0-9._:\\[\\]-]{1,255}";

    @Override
    public Request customize(final Request request, final HttpFields.Mutable responseHeaders) {
        final String client = last(request, FOR);
        final String scheme = last(request, PROTO);
        final String host = last(request, HOST);
        final HttpURI.Mutable uri = HttpURI.build(request.getHttpURI());
        if ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) {
            uri.scheme(scheme);
        }
        if (host != null && host.matches(HOST_CHARACTERS)) {
            uri.authority(host);
        }
        return new Forwarded(
                request,
                uri.asImmutable(),
                client != null && client.matches(HOST_CHARACTERS) ? withoutPort(client) : null);
    }

    private static String last(final Request request, final String header) {
        final List<String> values = request.getHeaders().getCSV(header, false);
        return values.isEmpty() ? null : values.getLast().strip();
    }

    /** {@code 192.0.2.1:5000} and {@code [2001:db8::1]:5000} as some proxies have them. */
    private static String withoutPort(final String address) {
        if (address.startsWith("[")) {
            final int end = address.indexOf(']');
            return end < 0 ? address : address.substring(1, end);
        }
        final int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':')
                ? address.substring(0, colon)
                : address;
    }

    private static final class Forwarded extends Request.Wrapper {

        private final HttpURI uri;
        private final ConnectionMetaData connection;

        Forwarded(final Request request, final HttpURI uri, final String client) {
            super(request);
            this.uri = uri;
            connection =
                    new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                        @Override
                        public SocketAddress getRemoteSocketAddress() {
                            // Never resolved: it is an address, and nobody is connected to.
                            return client == null
                                    ? super.getRemoteSocketAddress()
                                    : InetSocketAddress.createUnresolved(client, 0);
                        }

                        @Override
                        public boolean isSecure() {
                            return "https".equals(uri.getScheme());
                        }
                    };
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public boolean isSecure() {
            return connection.isSecure();
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }
}
