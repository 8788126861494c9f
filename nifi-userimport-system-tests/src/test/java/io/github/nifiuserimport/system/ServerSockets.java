// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a NiFi on Linux holds open, as the kernel tells it. */
record ServerSockets(long onPort, long descriptors) {

    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final String LISTENS = "0A";
    private static final String WAITS_FOR_LATE_PACKETS = "06";

    /**
     * Counts them.
     *
     * @param port of whose connections the number is asked
     */
    static ServerSockets of(final LocalNifi nifi, final int port) {
        final Path process = Path.of("/proc", Long.toString(nifi.pid()));
        final String suffix = Text.format(":%04X", port);
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            long onPort = 0;
            for (final String table : List.of("net/tcp", "net/tcp6")) {
                onPort +=
                        Files.readAllLines(process.resolve(table)).stream()
                                .skip(1)
                                .map(line -> line.strip().split("\\s+"))
                                .filter(each -> each[LOCAL].endsWith(suffix))
                                .filter(each -> !each[STATE].equals(LISTENS))
                                .filter(each -> !each[STATE].equals(WAITS_FOR_LATE_PACKETS))
                                .count();
            }
            return new ServerSockets(onPort, descriptors.filter(ServerSockets::isSocket).count());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(final Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (final IOException closedMeanwhile) {
            return false;
        }
    }
}
