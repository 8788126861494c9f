// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which a file may come as {@code multipart/form-data}, and those in which not. */
@Tag("slow")
class MultipartRequestsTest {

    private static final String FILE = "$user_id\nu1";

    private static final String PARTS =
            part("name=\"delimiter\"", ",") + part("name=\"file\"; filename=\"u.csv\"", FILE);

    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        server.receiver.received.clear();
        final List<String> faults = List.copyOf(server.faults);
        server.faults.clear();
        assertThat(faults).as("what strangers send is no fault of ours").isEmpty();
        assertThat(server.receiver.begun.get())
                .isEqualTo(server.receiver.dropped.get() + handedOver);
    }

    private static int handedOver;

    private static String part(final String disposition, final String content) {
        return "--b\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + content
                + "\r\n";
    }

    private static RawConnection.Answer upload(final String type, final String body)
            throws IOException {
        try (RawConnection connection = RawConnection.to(server.port())) {
            final RawConnection.Answer answer =
                    connection
                            .send(
                                    "POST /users/import?app=shop HTTP/1.1\r\nAuthorization: Token "
                                            + KEY
                                            + "\r\nContent-Type: "
                                            + type,
                                    body)
                            .answer();
            handedOver += server.receiver.received.size();
            return answer;
        }
    }

    private static RawConnection.Answer upload(final String body) throws IOException {
        return upload("multipart/form-data; boundary=b", body);
    }

    private static void isTaken(final RawConnection.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(server.receiver.received)
                .singleElement()
                .satisfies(received -> assertThat(received.content()).isEqualTo(FILE));
    }

    private static void isRefused(final RawConnection.Answer answer, final String because) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(because);
        assertThat(server.receiver.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=b",
                "multipart/form-data; boundary=\"b\"",
                "multipart/form-data;boundary=b",
                "Multipart/Form-Data; charset=utf-8; boundary=b",
                "multipart/form-data; boundary=b; charset=utf-8",
            })
    void boundariesMayBeNamedInManyWays(final String type) throws IOException {
        isTaken(upload(type, PARTS + "--b--\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary",
                "multipart/form-data; charset=utf-8",
            })
    void aMissingBoundaryIsNamed(final String type) throws IOException {
        isRefused(upload(type, PARTS + "--b--\r\n"), "boundary");
    }

    @Test
    void whatStandsBeforeAndAfterThePartsIsNotLookedAt() throws IOException {
        isTaken(upload("a preamble\r\n\r\n" + PARTS + "--b--\r\nan epilogue\r\n--b\r\n"));
    }

    @Test
    void theLastLineNeedNotEnd() throws IOException {
        isTaken(upload(PARTS + "--b--"));
    }

    @Test
    void aBodyThatEndsBeforeItsLastBoundaryIsNotWhole() throws IOException {
        for (int end = PARTS.length(); end > 0; end -= 7) {
            final RawConnection.Answer answer = upload(PARTS.substring(0, end));
            assertThat(answer.status()).as(PARTS.substring(0, end)).isEqualTo(400);
            assertThat(server.receiver.received).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', multipart/form-data",
        "'--b--\r\n', file",
        "'no boundary at all', multipart/form-data",
        "'--c\r\n\r\n--c--\r\n', multipart/form-data",
        "'--b\r\n\r\nx\r\n--b--\r\n', name",
        "'--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n', name",
        "'--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--b--\r\n', name",
        "'--b\r\nContent-Disposition: attachment; name=\"file\"\r\n\r\nx\r\n--b--\r\n', ''",
        "'--b\r\nA\r\n\r\nx\r\n--b--\r\n', ''",
    })
    void aBodyWithoutTheFileIsRefused(final String body, final String because) throws IOException {
        if (body.isEmpty()) {
            isRefused(upload(body), "file");
        } else {
            isRefused(upload(body), because);
        }
    }

    @Test
    void twoFilesAreRefused() throws IOException {
        isRefused(upload(PARTS + part("name=\"file\"", FILE) + "--b--\r\n"), "two files");
    }

    @Test
    void anArgumentThatComesTwiceIsRefusedWhereItDiffers() throws IOException {
        isTaken(upload(part("name=\"app\"", "shop") + PARTS + "--b--\r\n"));
        server.receiver.received.clear();
        isRefused(upload(part("name=\"app\"", "other") + PARTS + "--b--\r\n"), "twice");
    }

    @Test
    void manyPartsAreRefused() throws IOException {
        isRefused(
                upload(
                        java.util.stream.IntStream.range(0, 5_000)
                                        .mapToObj(i -> part("name=\"a" + i + "\"", ""))
                                        .collect(java.util.stream.Collectors.joining())
                                + PARTS
                                + "--b--\r\n"),
                "arguments");
        isRefused(
                upload(part("name=\"app\"", "shop").repeat(5_000) + PARTS + "--b--\r\n"), "parts");
    }

    @Test
    void largePartsAndHeadersAreRefused() throws IOException {
        isRefused(
                upload(part("name=\"tags\"", "x".repeat(1_000_000)) + PARTS + "--b--\r\n"),
                "\\\"tags\\\" has more than");
        isRefused(
                upload(part("name=\"" + "x".repeat(100_000) + "\"", "") + PARTS + "--b--\r\n"), "");
        isRefused(upload("--b\r\n" + "A: b\r\n".repeat(100_000) + PARTS + "--b--\r\n"), "");
    }

    @ParameterizedTest
    @CsvSource({
        "filename=\"ü ä.csv\", ü ä.csv",
        "filename=plain.csv, plain.csv",
        "filename=\"a\\\"b.csv\", a\"b.csv",
        "filename=\"../../etc/users.csv\", users.csv",
        "filename=\"C:\\users.csv\", users.csv",
        "filename=\"\", users.csv",
        "'filename=\"u.csv\"; filename*=UTF-8''''%C3%BC.csv', ''",
    })
    void theFilesNameIsThatOfItsLastSegment(final String disposition, final String name)
            throws IOException {
        isTaken(
                upload(
                        part("name=\"delimiter\"", ",")
                                + part("name=\"file\"; " + disposition, FILE)
                                + "--b--\r\n"));
        final String taken = server.receiver.received.getFirst().description().fileName();
        assertThat(taken).doesNotContain("/", "\u0000").isNotBlank();
        if (!name.isEmpty()) {
            assertThat(taken).isEqualTo(name);
        }
    }

    @Test
    void aNullCharacterInTheFilesNameIsNoFaultOfTheStore() throws IOException {
        final RawConnection.Answer answer =
                upload(
                        part("name=\"delimiter\"", ",")
                                + part("name=\"file\"; filename=\"a\u0000b.csv\"", FILE)
                                + "--b--\r\n");

        assertThat(answer.status()).isIn(200, 400);
    }

    /** Boundaries and parts of them, at every place where a body may be cut in two. */
    @Test
    void aFileIsTakenAsItIsHoweverItArrives() throws Exception {
        final String content = "$user_id\r\n--b\u00e9\r\n-\r\n--\r\n\r\n--\r-\n--c--";
        final byte[] body =
                (part("name=\"delimiter\"", ",") + part("name=\"file\"", content) + "--b--\r\n")
                        .replace("--b\r\n", "--bo\r\n")
                        .replace("--b--\r\n", "--bo--\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < body.length; cut += 3) {
            try (RawConnection connection = RawConnection.to(server.port())) {
                connection.send(
                        Text.format(
                                "POST /users/import?app=shop HTTP/1.1\r\nHost: a\r\nAuthorization:"
                                        + " Token %s\r\nContent-Type: multipart/form-data;"
                                        + " boundary=bo\r\nContent-Length: %d\r\n\r\n",
                                KEY, body.length));
                connection.send(java.util.Arrays.copyOf(body, cut));
                Thread.sleep(2);
                connection.send(java.util.Arrays.copyOfRange(body, cut, body.length));
                assertThat(connection.answer().status()).isEqualTo(200);
            }
            assertThat(server.receiver.received.removeFirst().content()).isEqualTo(content);
            handedOver++;
        }
    }

    /** Whatever comes, it is answered, and it is never our fault. */
    @Test
    void damagedBodiesAreAnswered() throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final byte[] whole = (PARTS + "--b--\r\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 500; i++) {
            final byte[] body = whole.clone();
            for (int damage = random.nextInt(6); damage >= 0; damage--) {
                final int at = random.nextInt(body.length);
                switch (random.nextInt(3)) {
                    case 0 -> body[at] = (byte) random.nextInt(256);
                    case 1 -> body[at] = (byte) "\r\n-b;:=\"\\ ".charAt(random.nextInt(10));
                    default -> {
                        final int from = random.nextInt(body.length);
                        final int length = random.nextInt(body.length - Math.max(from, at));
                        System.arraycopy(whole, from, body, at, length);
                    }
                }
            }
            final RawConnection.Answer answer =
                    upload(new String(body, StandardCharsets.ISO_8859_1));
            server.receiver.received.clear();
            assertThat(answer.status())
                    .as(
                            "seed %s, %s: %s",
                            seed, new String(body, StandardCharsets.ISO_8859_1), answer)
                    .isIn(200, 400, 401, 403, 413);
            assertThat(server.faults).as("seed %s, %s", seed, i).isEmpty();
        }
    }
}
