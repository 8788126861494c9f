// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.benchmarks.SkippedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What of a server's process is open, as Linux tells.
 *
 * @param descriptors of its files, sockets and all else
 * @param connections to the port in question that the server has not closed
 */
record ServerConnections(int descriptors, int connections) {

    private static final String LISTEN = "0A";
    private static final String TIME_WAIT = "06";

    static ServerConnections of(final long pid, final int port)
            throws IOException, SkippedException {
        final Path process = Path.of("/proc", Long.toString(pid));
        if (!Files.isDirectory(process.resolve("fd"))) {
            throw new SkippedException("open connections are only told by Linux, in /proc");
        }
        int connections = 0;
        for (final String table : new String[] {"net/tcp", "net/tcp6"}) {
            if (Files.exists(process.resolve(table))) {
                try (Stream<String> lines = Files.lines(process.resolve(table))) {
                    connections += (int) lines.filter(line -> isOpen(line, port)).count();
                }
            }
        }
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new ServerConnections((int) descriptors.count(), connections);
        }
    }

    /** Of {@code sl local_address rem_address st …}, addresses and ports in hexadecimal. */
    private static boolean isOpen(final String line, final int port) {
        final String[] fields = line.strip().split("\\s+", 5);
        final int colon = fields[1].lastIndexOf(':');
        return colon > 0
                && !fields[3].equals(LISTEN)
                && !fields[3].equals(TIME_WAIT)
                && Integer.parseInt(fields[1].substring(colon + 1), 16) == port;
    }
}
