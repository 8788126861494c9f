// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How an HTTP request begins: its line and its headers.
 *
 * @param line as it came
 * @param headers as they came
 * @param beginning what of the body came along
 */
record RequestHead(String line, List<String> headers, byte[] beginning) {

    private static final int MAX_HEAD_BYTES = 64 << 10;
    private static final String END = "\r\n\r\n";

    /** Between the client and us only. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "upgrade", "http2-settings");

    /** No HTTP request that could be passed on. The message is for people. */
    static final class BadRequest extends IOException {

        private static final long serialVersionUID = 1L;

        private BadRequest(final String message) {
            super(message);
        }
    }

    /**
     * Reads up to the headers' end.
     *
     * @return nothing when the client has hung up before
     */
    static Optional<RequestHead> read(final InputStream in) throws IOException {
        final ByteArrayOutputStream read = new ByteArrayOutputStream();
        final byte[] buffer = new byte[8192];
        int end = -1;
        while (end < 0) {
            if (read.size() > MAX_HEAD_BYTES) {
                throw new BadRequest("The request's headers are longer than 64 KB");
            }
            final int count = in.read(buffer);
            if (count < 0) {
                return Optional.empty();
            }
            read.write(buffer, 0, count);
            end = read.toString(StandardCharsets.ISO_8859_1).indexOf(END);
        }
        final byte[] bytes = read.toByteArray();
        final String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        final List<String> lines = List.of(head.split("\r\n"));
        if (!lines.getFirst().matches("[A-Z]+ /\\S* HTTP/1[.][01]")) {
            throw new BadRequest(
                    "This is no HTTP request: it has to begin like GET /imports HTTP/1.1");
        }
        return Optional.of(
                new RequestHead(
                        lines.getFirst(),
                        lines.subList(1, lines.size()),
                        Arrays.copyOfRange(bytes, end + END.length(), bytes.length)));
    }

    /** What is asked for, without the query. */
    String path() {
        return line.split(" ")[1].split("[?]", 2)[0];
    }

    /** Whether it shows a key as Dashly's API has it: {@code Authorization: Token …}. */
    boolean hasToken() {
        return headers.stream()
                .anyMatch(
                        header ->
                                header.toLowerCase(Locale.ROOT)
                                        .matches("authorization: *token .*"));
    }

    /** The head as it is passed on, for a connection that serves this one request. */
    byte[] forwarded() {
        final StringBuilder head = new StringBuilder(line).append("\r\n");
        headers.stream()
                .filter(header -> !HOP_BY_HOP.contains(name(header)))
                .forEach(header -> head.append(header).append("\r\n"));
        return head.append("Connection: close")
                .append(END)
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String name(final String header) {
        return header.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
