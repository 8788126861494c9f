// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leanplum's two calls, by anybody who can speak HTTP: {@code multi} and {@code getMultiResults}.
 */
@ExtendWith({SharedSystem.class, SharedApis.class})
class LeanplumApiIT {

    private static LeanplumFlow flow;

    @BeforeAll
    static void start(final LeanplumFlow leanplum) {
        flow = leanplum;
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        flow.api().awaitRest();
    }

    @Test
    void importsAFileAndTellsHowItGoes() {
        flow.upload(
                LeanplumFlow.BUCKET,
                "daily/users.csv",
                """
                userId,created,userAttributes.age,userAttributes.friends
                ann,1483228800,24,"[Jimmy, Sara]"
                ben,soon,25,
                """);
        flow.api().nifi().processors().stop(flow.api().processor("Merge objects"));
        final ApiResponse started = flow.api().anybody().get("/api", flow.multi("daily/users.csv"));
        final String job = LeanplumFlow.jobId(started);

        assertThat(started.header("content-type")).isEqualTo("application/json");
        assertThat(flow.results(job).body())
                .isEqualTo("{\"response\":[{\"success\":true,\"state\":\"PENDING\"}]}");
        flow.api().nifi().processors().start(flow.api().processor("Merge objects"));
        flow.api().await(job);
        final JsonNode results = flow.results(job).json().at("/response/0");
        assertThat(results.path("state").asText()).isEqualTo("FINISHED");
        assertThat(results.at("/data/successesCount").asInt()).isEqualTo(1);
        assertThat(results.at("/data/failuresCount").asInt()).isEqualTo(1);
        assertThat(flow.api().database().attributes(flow.api().app(), "ann"))
                .contains(Database.json("{\"age\":24,\"friends\":[\"Jimmy\",\"Sara\"]}"));
    }

    /** The first cannot go on, as somebody else has the table of users. */
    @Test
    void aFileBehindAnotherOfItsUserIsPendingUntilItsTurnComes() throws SQLException {
        flow.imported("before.csv", "userId\n");
        final String first;
        final String second;
        try (Connection rival = flow.api().postgres().connect();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("LOCK TABLE userimport.user_profile IN SHARE ROW EXCLUSIVE MODE");
            first = flow.started("first.csv", "userId,userAttributes.a\nof-two-files,1\n");
            Await.until(
                    Duration.ofSeconds(30),
                    () -> "the first one runs",
                    () -> state(first).equals("RUNNING"));
            second = flow.started("second.csv", "userId,userAttributes.a\nof-two-files,2\n");
            Await.until(
                    Duration.ofSeconds(30),
                    () -> "the second one waits for its turn",
                    () ->
                            flow.api().nifi().connections().statuses(flow.api().group()).stream()
                                            .filter(
                                                    queue ->
                                                            queue.destinationName()
                                                                    .equals("Merge objects"))
                                            .mapToInt(ConnectionStatus::flowFiles)
                                            .sum()
                                    == 2);

            assertThat(state(second)).isEqualTo("PENDING");
            assertThat(flow.api().browser().get("/imports/" + second).body()).contains("Waiting");
            assertThat(state(first)).isEqualTo("RUNNING");
        }
        assertThat(flow.api().await(first).state()).isEqualTo("FINISHED");
        assertThat(flow.api().await(second).state()).isEqualTo("FINISHED");
        assertThat(state(second)).isEqualTo("FINISHED");
    }

    private static String state(final String job) {
        return flow.results(job).json().at("/response/0/state").asText();
    }

    @Test
    void namesAFileWithOneResponseForEachRow() {
        final Job job =
                flow.imported("responses.csv", "userId,created\nrow-1,1483228800\nrow-2,soon\n");
        final URI file =
                URI.create(flow.results(job.id()).json().at("/response/0/data/files/0").asText());

        assertThat(file.getPort()).isEqualTo(flow.api().uri().getPort());
        final ApiResponse refused = flow.api().anybody().get(file.getPath());
        assertThat(refused.status()).as("the address alone opens nothing").isEqualTo(401);
        final ApiResponse answer =
                flow.api()
                        .anybody()
                        .loggedIn(flow.api().app(), flow.api().key())
                        .get(file.getPath());
        assertThat(answer.status()).isEqualTo(200);
        final List<JsonNode> lines = answer.body().lines().map(Database::json).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("success").asBoolean()).isTrue();
        assertThat(lines.get(1).path("success").asBoolean()).isFalse();
        assertThat(lines.get(1).toString()).contains("created");
    }

    /** A way to send arguments. */
    record Way(String name, BiFunction<ApiClient, Map<String, String>, ApiResponse> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Way> ways() {
        return List.of(
                new Way("GET", (client, arguments) -> client.get("/api", arguments)),
                new Way("POST of a form", (client, arguments) -> client.form("/api", arguments)),
                new Way(
                        "POST of JSON",
                        (client, arguments) -> client.json("/api", Database.text(arguments))),
                new Way(
                        "POST of multipart/form-data",
                        (client, arguments) -> {
                            final Multipart body = new Multipart();
                            arguments.forEach(body::field);
                            return client.multipart("/api", body);
                        }),
                new Way(
                        "arguments in both query and body",
                        (client, arguments) -> {
                            final Map<String, String> body = new LinkedHashMap<>(arguments);
                            final Map<String, String> query = new LinkedHashMap<>();
                            for (final String name : List.of("action", "appId", "apiVersion")) {
                                query.put(name, body.remove(name));
                            }
                            return client.form("/api?" + ApiClient.encoded(query), body);
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void takesArgumentsByAnyWay(final Way way) {
        final String user = way.name().replace(' ', '-');
        flow.upload(
                LeanplumFlow.BUCKET, user + ".csv", "userId,userAttributes.a\n" + user + ",1\n");
        final String job =
                LeanplumFlow.jobId(
                        way.call().apply(flow.api().anybody(), flow.multi(user + ".csv")));

        assertThat(flow.api().await(job).outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
        final ApiResponse results =
                way.call().apply(flow.api().anybody(), flow.getMultiResults(job));
        assertThat(results.json().at("/response/0/state").asText()).isEqualTo("FINISHED");
    }

    /** Once is how often a client encodes it. */
    @ParameterizedTest
    @ValueSource(strings = {"a&b.csv", "a+b.csv", "100%.csv", "a%26b.csv", "ä b.csv"})
    void decodesTheNameOfAnObjectOnce(final String object) {
        for (final String other : List.of("a", "a b.csv", "a&b.csv", "a+b.csv", "a%26b.csv")) {
            flow.upload(LeanplumFlow.BUCKET, other, "userId\nnot-" + object + "\n");
        }
        assertThat(flow.imported(object, "userId\nof-" + object + "\n").outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(flow.api().database().attributes(flow.api().app(), "of-" + object)).isPresent();
        assertThat(flow.api().database().attributes(flow.api().app(), "not-" + object)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void takesEveryKeyOfAnAppWhateverItsCharacters(final Way way) {
        flow.upload(LeanplumFlow.BUCKET, "old-key.csv", "userId\nold-key\n");
        final Map<String, String> arguments = flow.multi("old-key.csv");
        arguments.put("clientKey", flow.api().oldKey());

        assertThat(
                        flow.api()
                                .await(
                                        LeanplumFlow.jobId(
                                                way.call().apply(flow.api().anybody(), arguments)))
                                .state())
                .isEqualTo("FINISHED");
    }

    @Test
    void takesASlashAtTheEndOfThePath() {
        flow.upload(LeanplumFlow.BUCKET, "slash.csv", "userId\nslash\n");

        final String job =
                LeanplumFlow.jobId(flow.api().anybody().get("/api/", flow.multi("slash.csv")));
        assertThat(flow.api().await(job).state()).isEqualTo("FINISHED");
    }

    @Test
    void rowsNameTheirActionsWithoutADefaultOne() {
        flow.upload(
                LeanplumFlow.BUCKET,
                "actions.csv",
                """
                action,userId,userAttributes.age,event,value
                setUserAttributes,actor,24,,
                track,actor,,Purchase,1.50
                """);
        final Map<String, String> arguments = flow.multi("actions.csv");
        arguments.remove("defaultAction");
        final String job = LeanplumFlow.jobId(flow.api().anybody().get("/api", arguments));

        assertThat(flow.api().await(job).outcome()).startsWith("FINISHED: 2 rows, 2 applied");
        assertThat(
                        flow.api()
                                .database()
                                .count(
                                        "SELECT count(*) FROM userimport.event WHERE profile_id ="
                                                + " (SELECT id FROM userimport.user_profile"
                                                + " WHERE app_id = ? AND user_id = 'actor')",
                                        flow.api().app()))
                .isOne();
    }

    @Test
    void unpacksGzip() throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("userId,userAttributes.a\npacked,1\n".getBytes(StandardCharsets.UTF_8));
        }
        flow.upload(LeanplumFlow.BUCKET, "packed.csv.gz", packed.toByteArray());
        flow.upload(LeanplumFlow.BUCKET, "broken.csv.gz", "userId\nno-gzip\n");

        final String good =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("packed.csv.gz")));
        final String bad =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("broken.csv.gz")));
        assertThat(flow.api().await(good).outcome()).startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(flow.api().await(bad).state()).isIn("FAILED", "FINISHED");
    }

    @Test
    void waitsForTheRestOfAFileThatIsBeingWritten() throws Exception {
        flow.upload(LeanplumFlow.BUCKET, "cut.csv", "userId,userAttributes.zip\ncut-user,45");
        final String job =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("cut.csv")));
        Thread.sleep(5000);
        assertThat(state(job)).isEqualTo("PENDING");

        Files.writeString(
                flow.root().resolve(LeanplumFlow.BUCKET).resolve("cut.csv"),
                "678\n",
                StandardOpenOption.APPEND);
        flow.api().await(job);

        assertThat(state(job)).isEqualTo("FINISHED");
        assertThat(flow.api().database().attributes(flow.api().app(), "cut-user"))
                .contains(Database.json("{\"zip\":45678}"));
    }

    /** An object that cannot be had. */
    record Missing(String object, String why) {
        @Override
        public String toString() {
            return why;
        }
    }

    static List<Missing> missing() {
        return List.of(
                new Missing("nothing.csv", "is not there"),
                new Missing("a-folder.csv", "is a folder"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void failsTheJobOfAnObjectThat(final Missing missing) throws IOException {
        final Path bucket = Files.createDirectories(flow.root().resolve(LeanplumFlow.BUCKET));
        Files.createDirectories(bucket.resolve("a-folder.csv"));

        final String job =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi(missing.object())));
        flow.api().await(job);
        final JsonNode results = flow.results(job).json().at("/response/0");
        assertThat(results.path("state").asText()).isEqualTo("FAILED");
        assertThat(results.at("/error/message").asText())
                .startsWith("The file could not be read: " + missing.object());
        flow.api().awaitRest();
        assertThat(
                        flow.api().nifi().bulletins().after(0).stream()
                                .filter(bulletin -> bulletin.message().contains(job)))
                .as("bulletins of the job")
                .hasSize(1);
    }

    @Test
    void failsTheJobOfAFileWithAFault() {
        final Job job = flow.imported("faulty.csv", "name\nann\n");

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(flow.results(job.id()).json().at("/response/0/error/message").asText())
                .isEqualTo(job.error())
                .startsWith("faulty.csv, line 1: there is no userId column");
    }

    @Test
    void theSameRequestAgainIsAnotherImportUnlessItsKeySaysOtherwise() {
        flow.upload(
                LeanplumFlow.BUCKET,
                "again.csv",
                "userId,userAttributeValuesToIncrement.visits\nvisitor,1\n");
        final ApiClient once = flow.api().anybody().with("Idempotency-Key", "visit of today");

        final String first = LeanplumFlow.jobId(once.get("/api", flow.multi("again.csv")));
        assertThat(LeanplumFlow.jobId(once.get("/api", flow.multi("again.csv")))).isEqualTo(first);
        flow.api().await(first);
        assertThat(LeanplumFlow.jobId(once.form("/api", flow.multi("again.csv"))))
                .as("when it has ended, too")
                .isEqualTo(first);
        final String second =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("again.csv")));
        assertThat(second).isNotEqualTo(first);
        flow.api().await(second);
        assertThat(flow.api().database().attributes(flow.api().app(), "visitor"))
                .contains(Database.json("{\"visits\":2}"));
    }
}
