// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.runtime.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir Path folder;

    @Test
    void removesATemporaryFolder() throws IOException {
        final Path inbox;
        try (Workspace workspace = Workspace.temporary()) {
            inbox = workspace.inbox();
            Files.writeString(inbox.resolve("users.csv"), "x");
            assertThat(workspace.isTemporary()).isTrue();
        }
        assertThat(inbox.getParent()).doesNotExist();
    }

    @Test
    void keepsTheUsersFolderAndTakesItAgain() throws IOException {
        final Path data = folder.resolve("new/data");
        final int port;
        try (Workspace workspace = Workspace.kept(data)) {
            port = workspace.port("nifi", 0);
            Files.writeString(workspace.inbox().resolve("users.csv"), "x");
        }
        try (Workspace workspace = Workspace.kept(data)) {
            assertThat(workspace.inbox().resolve("users.csv")).exists();
            assertThat(workspace.port("nifi", 0)).isEqualTo(port);
        }
    }

    @Test
    void givesAnotherPortWhenTheLastIsTaken() throws IOException {
        try (Workspace workspace = Workspace.kept(folder)) {
            final int port = workspace.port("nifi", 0);
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(workspace.port("nifi", 0)).isNotEqualTo(other.getLocalPort());
            }
            final int wanted = Ports.free();
            assertThat(workspace.port("nifi", wanted)).isEqualTo(wanted);
        }
    }

    @Test
    void isOfAsManyNifisAsItWasMadeFor() throws IOException {
        try (Workspace workspace = Workspace.kept(folder)) {
            workspace.checkNodes(2);
            Files.createDirectories(workspace.cluster().resolve("node-1"));
            Files.createDirectories(workspace.cluster().resolve("node-2"));
            workspace.checkNodes(2);
            assertThatThrownBy(() -> workspace.checkNodes(1))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("was made with --nodes 2");
        }
    }

    @Test
    void isOfOneNifiWhereItIsNoClusters() throws IOException {
        try (Workspace workspace = Workspace.kept(folder)) {
            Files.createDirectories(workspace.nifi());
            workspace.checkNodes(1);
            assertThatThrownBy(() -> workspace.checkNodes(3))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("was made with --nodes 1");
        }
    }

    @Test
    void givesNoPortToTwo() throws IOException {
        try (Workspace workspace = Workspace.kept(folder)) {
            final Set<Integer> ports = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                assertThat(ports.add(workspace.port("port" + i, 0))).isTrue();
            }
        }
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "x");
        assertThatThrownBy(() -> Workspace.kept(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("contains other files");
        assertThatThrownBy(() -> Workspace.kept(folder.resolve("thesis.tex")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a folder");
    }
}
