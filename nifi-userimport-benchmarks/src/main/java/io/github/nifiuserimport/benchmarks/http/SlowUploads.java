// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uploads of which a byte a second is sent, and no end. There are always as many as were asked for:
 * where the server ends one, another takes its place.
 *
 * <p>With a key, all up to the file's first byte is sent at once, so that the server is in the
 * middle of a file. Without one, the head is sent at once, and nothing in what follows tells the
 * server soon that there is no key.
 */
final class SlowUploads implements AutoCloseable {

    private static final int LENGTH = 1_000_000;
    private static final String ROWS = "$user_id\n" + "nobody\n".repeat(100);

    private final InetSocketAddress address;
    private final byte[] atOnce;
    private final byte[] slowly;
    private final SocketChannel[] channels;
    private final int[] sent;
    private final Thread sending;
    private volatile boolean closed;
    private final AtomicInteger ended = new AtomicInteger();

    /**
     * Starts them.
     *
     * @param key none for strangers
     */
    SlowUploads(final int port, final int uploads, final Optional<String> key) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        final String head =
                Text.format(
                        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Type: %s\r\n"
                                + "Content-Length: %d\r\n\r\n",
                        UploadBody.PATH,
                        key.map(token -> "Authorization: Token " + token + "\r\n").orElse(""),
                        UploadBody.TYPE,
                        LENGTH);
        final String arguments = UploadBody.beforeFile("slow.csv");
        atOnce = bytes(key.isPresent() ? head + arguments : head);
        slowly = bytes(key.isPresent() ? ROWS : arguments + ROWS);
        channels = new SocketChannel[uploads];
        sent = new int[uploads];
        for (int upload = 0; upload < uploads; upload++) {
            open(upload);
        }
        sending = Thread.ofPlatform().daemon().name("slow-uploads").start(this::send);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void open(final int upload) throws IOException {
        channels[upload] = SocketChannel.open(address);
        channels[upload].write(ByteBuffer.wrap(atOnce));
        channels[upload].configureBlocking(false);
        sent[upload] = 0;
    }

    private void send() {
        try {
            while (!closed) {
                Thread.sleep(1000);
                for (int upload = 0; upload < channels.length && !closed; upload++) {
                    if (!sendByte(upload)) {
                        ended.incrementAndGet();
                        channels[upload].close();
                        open(upload);
                    }
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            throw new IllegalStateException("The server takes no slow uploads any more", e);
        }
    }

    /** Whether the server still waits for more. */
    private boolean sendByte(final int upload) {
        try {
            if (channels[upload].read(ByteBuffer.allocate(1)) != 0) {
                return false;
            }
            final int next = sent[upload]++ % slowly.length;
            return channels[upload].write(ByteBuffer.wrap(slowly, next, 1)) == 1;
        } catch (final IOException reset) {
            return false;
        }
    }

    /** How many the server has ended so far, by an answer or without. */
    int ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        sending.interrupt();
        try {
            sending.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (final SocketChannel channel : channels) {
            channel.close();
        }
    }
}
