// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import io.github.nifiuserimport.runtime.proxy.RequestHead.BadRequest;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One request through the proxy. Its head tells which flow is meant; what follows, and the answer,
 * go through as they are: {@code 100 Continue}, chunks, a client that hangs up.
 */
final class ProxiedRequest {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

    private final Socket client;
    private final Map<Api, Integer> flows;

    ProxiedRequest(final Socket client, final Map<Api, Integer> flows) {
        this.client = client;
        this.flows = flows;
    }

    /** Serves the client, then closes the connection. */
    void serve() {
        try (client) {
            client.setSoTimeout((int) REQUEST_TIMEOUT.toMillis());
            final Optional<RequestHead> head;
            try {
                head = RequestHead.read(client.getInputStream());
            } catch (final BadRequest e) {
                answer("400 Bad Request", e.getMessage());
                return;
            }
            if (head.isPresent()) {
                client.setSoTimeout(0);
                serve(head.get());
            }
        } catch (final IOException e) {
            // The client has hung up, or asks for nothing: there is nobody to tell.
            return;
        }
    }

    private void serve(final RequestHead head) throws IOException {
        final Optional<Api> api = Api.of(head.path(), head.hasToken());
        if (api.isEmpty()) {
            answer(
                    "404 Not Found",
                    "Here are /api (Leanplum's upload), /users/import (Dashly's) and /imports");
            return;
        }
        final Integer port = flows.get(api.get());
        if (port == null || !forward(head, port)) {
            answer("502 Bad Gateway", "NiFi does not answer: the flow for this is not running");
        }
    }

    /** Whether the flow has answered. */
    private boolean forward(final RequestHead head, final int port) throws IOException {
        final Socket flow;
        try {
            flow = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (final IOException e) {
            return false;
        }
        try (flow) {
            final Thread upload = Thread.startVirtualThread(() -> upload(head, flow));
            if (!download(flow)) {
                return false;
            }
            client.shutdownOutput();
            // Closed with something unread, the connection would take the answer away again.
            upload.join(DRAIN_TIMEOUT);
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Passes on all that comes from the client; what the flow does not want is thrown away. */
    private void upload(final RequestHead head, final Socket flow) {
        try {
            try {
                final OutputStream out = flow.getOutputStream();
                out.write(head.forwarded());
                out.write(head.beginning());
                client.getInputStream().transferTo(out);
            } finally {
                flow.shutdownOutput();
            }
        } catch (final IOException e) {
            drain();
        }
    }

    /** Whether there was anything to pass on. */
    private boolean download(final Socket flow) throws IOException {
        final byte[] buffer = new byte[16 << 10];
        boolean any = false;
        while (true) {
            final int count;
            try {
                count = flow.getInputStream().read(buffer);
            } catch (final IOException e) {
                return any;
            }
            if (count < 0) {
                return any;
            }
            client.getOutputStream().write(buffer, 0, count);
            any = true;
        }
    }

    private void answer(final String status, final String message) throws IOException {
        final byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
        final String head =
                Text.format(
                        """
                HTTP/1.1 %s\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """,
                        status, body.length);
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(body);
        client.shutdownOutput();
        client.setSoTimeout((int) DRAIN_TIMEOUT.toMillis());
        drain();
    }

    private void drain() {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (final IOException e) {
            // The client is gone, or will not go: either way this is the end.
            return;
        }
    }
}
