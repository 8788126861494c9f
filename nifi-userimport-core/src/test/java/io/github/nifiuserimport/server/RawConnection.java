// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.text.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connection on which a test sends what no HTTP client would. */
final class RawConnection implements AutoCloseable {

    /**
     * One answer.
     *
     * @param status of its first line
     * @param headers line by line
     */
    record Answer(int status, List<String> headers, String body) {

        Optional<String> header(final String name) {
            final String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }

    private final Socket socket;
    private final InputStream input;

    private RawConnection(final Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    static RawConnection to(final int port) throws IOException {
        return new RawConnection(new Socket("127.0.0.1", port));
    }

    static RawConnection on(final Socket socket) throws IOException {
        return new RawConnection(socket);
    }

    RawConnection send(final String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A request with a body of which the length is told. */
    RawConnection send(final String head, final String body) throws IOException {
        return send(
                Text.format(
                        "%s\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s",
                        head, body.getBytes(StandardCharsets.UTF_8).length, body));
    }

    /** Says that nothing more is sent. */
    RawConnection endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Answer answer() throws IOException {
        return answer("GET");
    }

    /** The next answer; a request for HEAD is answered without a body. */
    Answer answer(final String method) throws IOException {
        final String first = line();
        final List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        final Answer head = new Answer(Integer.parseInt(first.split(" ")[1]), headers, "");
        final String body =
                method.equals("HEAD") || head.status() < 200 || head.status() == 204
                        ? ""
                        : body(head);
        return new Answer(head.status(), headers, body);
    }

    private String body(final Answer head) throws IOException {
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("Content-Length").isPresent()) {
            body.write(read(Integer.parseInt(head.header("Content-Length").get())));
        } else if (head.header("Transfer-Encoding").isPresent()) {
            for (int size = Integer.parseInt(line(), 16);
                    size > 0;
                    size = Integer.parseInt(line(), 16)) {
                body.write(read(size));
                line();
            }
            line();
        } else {
            body.write(input.readAllBytes());
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private byte[] read(final int length) throws IOException {
        final byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer is cut off");
        }
        return bytes;
    }

    private String line() throws IOException {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("closed after \"" + line + "\"");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server has closed it, or does so within the time; nothing else may come. */
    boolean isClosed(final int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            final int next = input.read();
            if (next >= 0) {
                throw new IOException("more came: " + (char) next);
            }
            return true;
        } catch (final java.net.SocketTimeoutException open) {
            return false;
        } catch (final java.net.SocketException reset) {
            return true;
        } finally {
            socket.setSoTimeout(30_000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
