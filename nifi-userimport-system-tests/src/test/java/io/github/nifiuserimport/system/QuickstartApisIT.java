// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.text.Text;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP APIs of {@code ./quickstart}, both at its one address. */
class QuickstartApisIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String UP = "Ctrl-C stops it all";
    private static final String KEY = "dev123";

    @TempDir Path folder;

    @Test
    void answersBothApisAtOneAddressAndGoesOnWithItInTheNextRun() throws Exception {
        final int port = Ports.free();
        final ApiClient caller = caller(port);
        try (QuickstartRun run =
                QuickstartRun.start(
                        folder, "--data", "kept", "--http-port", "" + port, "--app-key", KEY)) {
            run.awaitWords(UP);
            assertThat(run.console()).contains("http://127.0.0.1:" + port).contains("key: " + KEY);
            assertThat(run.console()).doesNotContain("Exception").doesNotContain("NiFi, ");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("kept/app-key"))))
                    .isEqualTo("rw-------");

            importsFromFoldersThatStandInForBuckets(caller);
            importsWhatIsSent(caller);
            assertThat(caller.loggedIn("default", KEY).browser().get("/imports").body())
                    .startsWith("<!DOCTYPE html>")
                    .contains("sent.csv");
            Await.until(
                    TIMEOUT,
                    () -> "it tells of the file that was sent:\n" + run.console(),
                    () -> tells(run, "sent.csv"));
            answersManyAtOnce(caller);
        }

        try (QuickstartRun run =
                QuickstartRun.start(folder, "--data", "kept", "--app-key", "another")) {
            run.awaitWords(UP);
            assertThat(multi(caller, KEY, "BUCKET", "users.csv").status()).isEqualTo(403);
            assertThat(ended(caller, "another", multi(caller, "another", "BUCKET", "users.csv")))
                    .isEqualTo("FINISHED");
        }
    }

    private void importsFromFoldersThatStandInForBuckets(final ApiClient caller) throws Exception {
        final ApiResponse sample = multi(caller, KEY, "BUCKET", "users.csv");
        assertThat(ended(caller, KEY, sample)).isEqualTo("FINISHED");

        final Path object = folder.resolve("kept/buckets/my-own/some/users.csv");
        Files.createDirectories(object.getParent());
        Files.writeString(object, "userId,userAttributes.city\nhttp-1,Aachen\n");
        assertThat(ended(caller, KEY, multi(caller, KEY, "my-own", "some/users.csv")))
                .isEqualTo("FINISHED");

        assertThat(ended(caller, KEY, multi(caller, KEY, "BUCKET", "no-such.csv")))
                .isEqualTo("FAILED");
        for (final String bucket : List.of("..", ".", "BUCKET/..", "BUCKET,..")) {
            assertThat(multi(caller, KEY, bucket, "app-key").status()).as(bucket).isEqualTo(403);
        }
        final ApiResponse refused = multi(caller, "wrong", "BUCKET", "users.csv");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("Invalid access key");
    }

    private void importsWhatIsSent(final ApiClient caller) {
        final Multipart body =
                new Multipart()
                        .field("app", "$self_app")
                        .field("merge_field", "$user_id")
                        .field("delimiter", ";")
                        .field("tags", "\"super_tag\",\"import_tag_2\"")
                        .file("file", "sent.csv", "\"$user_id\";\"$name\"\n777;\"Harry\"\n");
        final ApiResponse answer =
                caller.with("Authorization", "Token " + KEY).multipart("/users/import", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/data/updates_planned").asInt()).isOne();
        assertThat(
                        caller.with("Authorization", "Token wrong")
                                .multipart("/users/import", body)
                                .status())
                .isEqualTo(401);
    }

    private void answersManyAtOnce(final ApiClient caller) {
        final List<CompletableFuture<ApiResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(
                    caller.with("Authorization", "Token " + KEY)
                            .multipartLater(
                                    "/users/import",
                                    new Multipart()
                                            .field("app", "$self_app")
                                            .field("delimiter", ",")
                                            .file(
                                                    "file",
                                                    "many.csv",
                                                    Text.format(
                                                            "$user_id,n\nmany-%d,%d\n", i, i))));
        }
        final Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(DashlyFlow.jobId(answer.join())));
        assertThat(ids).hasSize(200);
        Await.until(
                TIMEOUT,
                () -> "all are imported",
                () -> ids.stream().allMatch(id -> state(caller, id).equals("FINISHED")));
    }

    @Test
    void printsCommandsThatWorkAsTheyArePasted() throws Exception {
        assumeTrue(hasCurl(), "NOT RUN: there is no curl");
        try (QuickstartRun run = QuickstartRun.start(folder)) {
            run.awaitWords(UP);
            final List<String> commands = commands(run.console());
            assertThat(commands).hasSize(3);

            final String job = json(shell(commands.get(0))).at("/response/0/jobId").asText();
            assertThat(job).isNotEmpty();
            Await.until(
                    TIMEOUT,
                    () -> "the import of the bucket's file has finished",
                    () ->
                            json(shell(commands.get(1).replace("JOB_ID", job)))
                                    .at("/response/0/state")
                                    .asText()
                                    .equals("FINISHED"));

            final JsonNode sent = json(shell(commands.get(2)));
            assertThat(sent.at("/data/row_errors")).isEmpty();
            assertThat(sent.at("/data/updates_planned").asInt()).isEqualTo(2);
            Await.until(
                    TIMEOUT,
                    () -> "it tells of the file that was sent:\n" + run.console(),
                    () -> tells(run, "dashly-users.csv"));
        }
    }

    /** The nodes are on one machine, where only one of them can listen on the port. */
    @Test
    void answersOnOneNodeOfACluster() throws Exception {
        final int port = Ports.free();
        final ApiClient caller = caller(port);
        try (QuickstartRun run =
                QuickstartRun.start(
                        folder,
                        "--nodes",
                        "2",
                        "--heap",
                        "768m",
                        "--http-port",
                        "" + port,
                        "--app-key",
                        KEY)) {
            run.awaitWords(UP);

            importsWhatIsSent(caller);
            assertThat(ended(caller, KEY, multi(caller, KEY, "BUCKET", "users.csv")))
                    .isEqualTo("FINISHED");
            assertThat(run.console()).doesNotContain("Exception", "NiFi, ERROR", "NiFi, WARN");
        }
    }

    @Test
    @ExtendWith(NeedsGcpNars.class)
    void fetchesFromAnEmulatorOfGoogleCloudStorage() throws Exception {
        final int port = Ports.free();
        final ApiClient caller = caller(port);
        try (GcsEmulator storage = GcsEmulator.start("in-the-cloud")) {
            storage.takeAnyToken();
            storage.put("users.csv", "userId\ncloud-1\n");
            storage.put("imports/dropped.csv", "userId\ncloud-2\n");
            try (QuickstartRun run =
                    QuickstartRun.start(
                            folder,
                            "--nars",
                            ExtraNars.folder().orElseThrow().toString(),
                            "--gcs-url",
                            storage.url(),
                            "--gcs-bucket",
                            storage.bucket(),
                            "--http-port",
                            "" + port,
                            "--app-key",
                            KEY)) {
                run.awaitWords(UP);

                assertThat(ended(caller, KEY, multi(caller, KEY, storage.bucket(), "users.csv")))
                        .as(run.console())
                        .isEqualTo("FINISHED");
                assertThat(ended(caller, KEY, multi(caller, KEY, storage.bucket(), "no-such.csv")))
                        .isEqualTo("FAILED");
                assertThat(multi(caller, KEY, "BUCKET", "users.csv").status()).isEqualTo(403);
                Await.until(
                        Duration.ofSeconds(150),
                        () -> "what was put into the bucket is imported:\n" + run.console(),
                        () -> tells(run, "imports_dropped.csv"));
            }
        }
    }

    /** Whether it tells people that a file was imported. */
    private static boolean tells(final QuickstartRun run, final String file) {
        return run.console().lines().anyMatch(line -> line.matches(file + " +FINISHED .*"));
    }

    private static ApiClient caller(final int port) {
        return ApiClient.of(URI.create("http://127.0.0.1:" + port));
    }

    private static ApiResponse multi(
            final ApiClient caller, final String key, final String bucket, final String file) {
        final Map<String, String> arguments = arguments("multi", key);
        arguments.put("defaultAction", "setUserAttributes");
        arguments.put("gcsBucket", bucket);
        arguments.put("file", file);
        arguments.put("createJob", "true");
        return caller.get("/api", arguments);
    }

    /** The state in which the job that was answered has ended. */
    private static String ended(
            final ApiClient caller, final String key, final ApiResponse started) {
        final Map<String, String> arguments = arguments("getMultiResults", key);
        arguments.put("jobId", LeanplumFlow.jobId(started));
        return Await.value(
                TIMEOUT,
                () -> "the import has ended: " + started.body(),
                () ->
                        Optional.of(
                                        caller.get("/api", arguments)
                                                .json()
                                                .at("/response/0/state")
                                                .asText())
                                .filter(state -> state.startsWith("F")));
    }

    private static String state(final ApiClient caller, final String id) {
        return caller.with("Authorization", "Token " + KEY)
                .get("/imports/" + id + ".json")
                .json()
                .path("state")
                .asText();
    }

    private static Map<String, String> arguments(final String action, final String key) {
        final Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("action", action);
        arguments.put("apiVersion", "1.0.6");
        arguments.put("appId", "default");
        arguments.put("clientKey", key);
        return arguments;
    }

    /** The commands among the lines: each begins with curl, and goes on after a backslash. */
    private static List<String> commands(final String console) {
        final List<String> commands = new ArrayList<>();
        boolean open = false;
        for (final String line : console.lines().toList()) {
            if (line.startsWith("  curl ")) {
                commands.add(line);
            } else if (open) {
                commands.add(commands.removeLast() + "\n" + line);
            }
            open = !commands.isEmpty() && line.endsWith("\\");
        }
        return commands;
    }

    private static boolean hasCurl() throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0;
    }

    private static String shell(final String command) throws Exception {
        final Process process = new ProcessBuilder("sh", "-c", command).start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return output;
    }

    private static JsonNode json(final String text) {
        return Database.json(text);
    }
}
