// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.SkippedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ServerConnectionsTest {

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void aConnectionCountsUntilTheServerClosesIt() throws IOException, SkippedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(open(server)).isZero();
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                try (Socket accepted = server.accept()) {
                    assertThat(open(server)).isEqualTo(1);
                    client.shutdownOutput();
                    assertThat(accepted.getInputStream().read()).isEqualTo(-1);
                    assertThat(open(server)).as("half closed").isEqualTo(1);
                    assertThat(open(other)).isZero();
                }
                assertThat(open(server)).isZero();
            }
        }
    }

    @Test
    void descriptorsAreThoseOfTheProcess() throws IOException, SkippedException {
        final int before = ServerConnections.of(SELF, 1).descriptors();
        final List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            // The JVM opens and closes some of its own meanwhile.
            assertThat(ServerConnections.of(SELF, 1).descriptors())
                    .isBetween(before + 80, before + 120);
        } finally {
            for (final ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int open(final ServerSocket server) throws IOException, SkippedException {
        return ServerConnections.of(SELF, server.getLocalPort()).connections();
    }
}
