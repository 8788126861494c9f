// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads that come a byte at a time, and good ones beside them. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class SlowUploadsIT {

    private static final int SLOW = 64;
    private static final int GOOD = 20;
    private static final Duration GOOD_WITHIN = Duration.ofSeconds(10);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(20);

    private static final String FILE = "$user_id%0A";

    @Test
    void holdUpNobodyAndAreTakenInTheirTime(final DashlyFlow flow) throws Exception {
        final List<Socket> slow = new ArrayList<>();
        // A form does not name its file, and others send such too.
        final int before = flow.api().database().jobs(flow.api().app(), "users.csv").size();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(begin(flow, "\r\nAuthorization: Token " + flow.api().key()));
            }
            final String name = "slow-user";
            for (int i = 0; i < GOOD; i++) {
                if (i < name.length()) {
                    for (final Socket socket : slow) {
                        send(socket, name.substring(i, i + 1));
                    }
                }
                final long begin = System.nanoTime();
                assertThat(flow.send("beside-slow.csv", "$user_id\nbeside-" + i + "\n").status())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GOOD_WITHIN);
            }
            for (final Socket socket : slow) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
        flow.api().awaitRest();
        assertThat(flow.api().database().jobs(flow.api().app(), "users.csv").stream().skip(before))
                .hasSize(SLOW)
                .allSatisfy(
                        job -> assertThat(job.outcome()).startsWith("FINISHED: 1 rows, 1 applied"));
        assertThat(flow.api().database().jobs(flow.api().app(), "beside-slow.csv")).hasSize(GOOD);
    }

    @Test
    void withoutAKeyAreRefusedSoon(final DashlyFlow flow) throws Exception {
        final List<Socket> slow = new ArrayList<>();
        try {
            final long begin = System.nanoTime();
            for (int i = 0; i < SLOW; i++) {
                slow.add(begin(flow, ""));
            }
            for (final Socket socket : slow) {
                assertThat(answer(socket)).matches("(?s)HTTP/1.1 40[18] .*");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REFUSED_WITHIN);
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket begin(final DashlyFlow flow, final String login) throws IOException {
        final Socket socket = new Socket("127.0.0.1", flow.api().uri().getPort());
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        send(
                socket,
                Text.format(
                        "POST /users/import?app=$self_app&delimiter=, HTTP/1.1\r\nHost: h%s\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: %d\r\n\r\nfile=%s",
                        login, "file=".length() + FILE.length() + "slow-user".length(), FILE));
        return socket;
    }

    private static void send(final Socket socket, final String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String answer(final Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
    }
}
