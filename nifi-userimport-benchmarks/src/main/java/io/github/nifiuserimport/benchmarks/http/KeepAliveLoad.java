// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Where there is no wrk: one thread that gets the same over connections that it keeps, each as soon
 * as it has its answer. It does next to nothing else, so as to take little from the server beside
 * it.
 */
final class KeepAliveLoad {

    private static final int LARGEST_ANSWER = 65_536;

    private KeepAliveLoad() {}

    /**
     * Gets the same over and over.
     *
     * @throws IOException when one of the answers is no good one
     */
    static double requestsASecond(final URI uri, final int connections, final Duration duration)
            throws IOException {
        final byte[] request =
                Text.format(
                                "GET %s?%s HTTP/1.1\r\nHost: %s\r\n\r\n",
                                uri.getRawPath(), uri.getRawQuery(), uri.getAuthority())
                        .getBytes(StandardCharsets.US_ASCII);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                final SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
                channel.write(ByteBuffer.wrap(request));
                channel.configureBlocking(false);
                channel.register(
                        selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_ANSWER));
            }
            final long start = System.nanoTime();
            try {
                return answers(selector, request, start + duration.toNanos())
                        / ((System.nanoTime() - start) / 1e9);
            } finally {
                for (final SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private static long answers(final Selector selector, final byte[] request, final long end)
            throws IOException {
        long answers = 0;
        while (System.nanoTime() < end) {
            selector.select(100);
            for (final SelectionKey key : selector.selectedKeys()) {
                final SocketChannel channel = (SocketChannel) key.channel();
                final ByteBuffer answer = (ByteBuffer) key.attachment();
                if (channel.read(answer) < 0) {
                    throw new IOException("The server ended a connection");
                }
                if (isWhole(answer)) {
                    answer.clear();
                    answers++;
                    channel.write(ByteBuffer.wrap(request));
                }
            }
            selector.selectedKeys().clear();
        }
        return answers;
    }

    /** Whether that is all of an answer. */
    private static boolean isWhole(final ByteBuffer read) throws IOException {
        final String text = StandardCharsets.ISO_8859_1.decode(read.duplicate().flip()).toString();
        final int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException("Not all was answered well: " + text.lines().findFirst());
        }
        final String length = header(text.substring(0, head), "content-length:");
        return length == null
                ? text.endsWith("\r\n0\r\n\r\n")
                : text.length() >= head + 4 + Integer.parseInt(length);
    }

    private static String header(final String head, final String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse(null);
    }
}
