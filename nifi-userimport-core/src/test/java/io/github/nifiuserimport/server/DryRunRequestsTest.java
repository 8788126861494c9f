// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dry_run=true} is answered with what the import would change, and imports nothing. */
@Tag("slow")
class DryRunRequestsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;

    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectory(folder.resolve("bucket"));
        server = ServerFixture.with().folder(folder).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> upload(final String arguments, final String file)
            throws IOException, InterruptedException {
        return server.send(
                server.request("/users/import?app=shop&delimiter=,&" + arguments)
                        .header("Authorization", "Token " + KEY)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("file=" + encoded(file))));
    }

    private HttpResponse<String> multi(final String arguments)
            throws IOException, InterruptedException {
        return server.get(
                "/api?action=multi&apiVersion=1.0.6&createJob=true&appId=shop&clientKey="
                        + encoded(KEY)
                        + "&gcsBucket=bucket&"
                        + arguments);
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(final HttpResponse<String> response, final String at)
            throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).at(at);
    }

    private void assertNothingIsImported() throws Exception {
        assertThat(server.receiver.received).isEmpty();
        assertThat(server.store.latest("shop", 10)).isEmpty();
        assertThat(server.receiver.dropped.get()).isEqualTo(server.receiver.begun.get());
    }

    @Test
    void ofAFileThatComesAlong() throws Exception {
        final JsonNode data =
                json(upload("dry_run=true", "$user_id,$name\nu1,Ann\n,Bob\n"), "/data");

        assertThat(data.at("/updates_planned").asInt()).isEqualTo(1);
        assertThat(data.at("/row_errors/3").asText()).contains("$user_id");
        assertThat(data.has("import_id")).isFalse();
        assertThat(data.at("/dry_run/counts/users_created").asInt()).isEqualTo(1);
        assertThat(data.at("/dry_run/fields/0").toString())
                .isEqualTo(
                        "{\"field\":\"attributes.$name\",\"added\":1,\"changed\":0,\"removed\":0,"
                                + "\"samples\":[{\"userId\":\"u1\",\"line\":2,\"before\":null,"
                                + "\"after\":\"Ann\"}]}");
        assertNothingIsImported();
    }

    @Test
    void ofAnObjectInABucketThatIsAFolder() throws Exception {
        Files.writeString(
                folder.resolve("bucket/users.csv"), "userId,userAttributes.n\nu1,1\nu2,2\n");

        final JsonNode report =
                json(
                        multi("file=users.csv&defaultAction=setUserAttributes&dry_run=true"),
                        "/response/0");

        assertThat(report.at("/success").asBoolean()).isTrue();
        assertThat(report.at("/dry_run/rows").asInt()).isEqualTo(2);
        assertThat(report.at("/dry_run/counts/users_created").asInt()).isEqualTo(2);
        assertNothingIsImported();
    }

    @Test
    void isRefusedForAFaultAsTheImportIs() throws Exception {
        final HttpResponse<String> answer = upload("dry_run=true", "$user_id,$user_id\nu1,u1\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("file: line 1");
        assertNothingIsImported();
    }

    @ParameterizedTest
    @CsvSource({"dry_run=yes, 400, dry_run: \"yes\" is not known; use true or false"})
    void isAskedForByTrueAlone(final String argument, final int status, final String error)
            throws Exception {
        final HttpResponse<String> answer = upload(argument, "$user_id\nu1\n");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).at("/meta/error_message").asText())
                .isEqualTo(error);
        assertNothingIsImported();
    }

    @Test
    void ofWhatIsNotThereIsRefused() throws Exception {
        final HttpResponse<String> answer =
                multi("file=none.csv&defaultAction=setUserAttributes&dry_run=true");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("there is no none.csv in the bucket");
        assertNothingIsImported();
    }

    @Test
    void ofABucketThatIsElsewhereIsRefused() throws Exception {
        server.close();
        server = ServerFixture.start();

        final HttpResponse<String> answer =
                multi("file=users.csv&defaultAction=setUserAttributes&dry_run=true");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("ValidateUserImport");
        assertNothingIsImported();
    }

    @Test
    void needsTheKeyOfAnImport() throws Exception {
        final HttpResponse<String> answer =
                server.send(
                        server.request("/users/import?app=shop&dry_run=true")
                                .header("Authorization", "Token " + ServerFixture.READ_KEY)
                                .POST(BodyPublishers.ofString("")));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void ofALargerFileThanMayComeAlongIsRefused() throws Exception {
        Files.writeString(
                folder.resolve("bucket/large.csv"),
                "userId\n" + "u".repeat(ServerFixture.MAX_FILE) + "\n");

        assertThat(
                        multi("file=large.csv&defaultAction=setUserAttributes&dry_run=true")
                                .statusCode())
                .isEqualTo(413);
    }
}
