// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashly's call: a file is sent, checked, answered, and applied. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class DashlyApiIT {

    private static final int MB = 1_000_000;

    private static DashlyFlow flow;

    @BeforeAll
    static void start(final DashlyFlow dashly) {
        flow = dashly;
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        flow.api().awaitRest();
    }

    /** The call of Dashly's own example, with the file really sent. */
    @Test
    void importsTheSeedsFile() {
        final ApiResponse answer =
                flow.client()
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .file(
                                                "file",
                                                "users.csv",
                                                """
                                                "$user_id";"$name";"Action"
                                                777;"Harry Potter";"catches golden snitch"
                                                246;"Severus Snape";"casts a spell"
                                                """)
                                        .field("merge_field", "$user_id")
                                        .field("delimiter", ";")
                                        .field("tags", "\"super_tag\",\"import_tag_2\"")
                                        .field("app", "$self_app"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        final String job = DashlyFlow.jobId(answer);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"meta\":{\"status\":200},\"data\":{\"row_errors\":{},"
                                + "\"updates_planned\":2,\"import_id\":\""
                                + job
                                + "\"}}");
        assertThat(flow.api().await(job).outcome())
                .isEqualTo(
                        "FINISHED: 2 rows, 2 applied, 0 rejected; 2 created, 0 updated, 0 unchanged");
        assertThat(flow.api().database().attributes(flow.api().app(), "777"))
                .contains(
                        Database.json(
                                "{\"$name\":\"Harry Potter\",\"Action\":\"catches golden snitch\"}"));
        assertThat(
                        flow.api()
                                .database()
                                .count(
                                        "SELECT count(*) FROM userimport.user_profile"
                                                + " WHERE app_id = ? AND user_id IN ('777', '246')"
                                                + " AND tags @> '{super_tag,import_tag_2}'",
                                        flow.api().app()))
                .as("users with both tags")
                .isEqualTo(2);
    }

    /**
     * Who has moved a client from Dashly changes the address and the key, and not how it is sent.
     */
    @Test
    void takesTheTokenInEachWayThatClientsSendIt() {
        final ApiClient bearer =
                flow.api().anybody().with("Authorization", "Bearer " + flow.api().key());
        final Multipart body =
                new Multipart()
                        .field("app", "$self_app")
                        .file("file", "users.csv", "$user_id\n1\n");
        for (final ApiResponse answer :
                List.of(
                        bearer.multipart(DashlyFlow.PATH, body),
                        flow.api()
                                .anybody()
                                .multipart(
                                        DashlyFlow.PATH + "?auth_token=" + flow.api().key(), body),
                        flow.api()
                                .anybody()
                                .multipart(
                                        DashlyFlow.PATH,
                                        new Multipart()
                                                .field("auth_token", flow.api().key())
                                                .field("app", "$self_app")
                                                .file("file", "users.csv", "$user_id\n1\n")))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(flow.api().await(DashlyFlow.jobId(answer)).state()).isEqualTo("FINISHED");
        }
    }

    @Test
    void tellsWhatAFileWouldChangeBeforeItIsImportedAndAfterwards() {
        final String file = "$user_id;$name\ntried;Ann\n";
        final ApiResponse before = tried(file);
        assertThat(before.json().at("/data/dry_run/counts/users_created").asInt()).isOne();
        assertThat(before.json().path("data").has("import_id")).isFalse();
        assertThat(flow.api().database().attributes(flow.api().app(), "tried")).isEmpty();

        flow.imported("tried.csv", file);

        assertThat(tried(file).json().at("/data/dry_run/counts/users_unchanged").asInt()).isOne();
        assertThat(tried(file.replace("Ann", "Bea")).json().at("/data/dry_run/fields").toString())
                .isEqualTo(
                        "[{\"field\":\"attributes.$name\",\"added\":0,\"changed\":1,\"removed\":0,"
                                + "\"samples\":[{\"userId\":\"tried\",\"line\":2,"
                                + "\"before\":\"Ann\",\"after\":\"Bea\"}]}]");
    }

    private static ApiResponse tried(final String content) {
        final ApiResponse answer =
                flow.client()
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .file("file", "users.csv", content)
                                        .field("dry_run", "true")
                                        .field("delimiter", ";")
                                        .field("app", "$self_app"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void tellsBeforeAnImportWhatTheHistoryTellsAfterwards() {
        flow.imported("known.csv", "$user_id;$name;city\ntold-1;Ann;Oslo\ntold-2;Bea;Rome\n");

        final List<String> before = new ArrayList<>();
        final ApiResponse tried =
                flow.client().multipart(DashlyFlow.PATH, changes().field("dry_run", "true"));
        for (final JsonNode field : tried.json().at("/data/dry_run/fields")) {
            for (final JsonNode sample : field.path("samples")) {
                before.add(
                        change(
                                sample.path("userId").asText(),
                                field.path("field").asText(),
                                sample));
            }
        }
        final String job = DashlyFlow.jobId(flow.client().multipart(DashlyFlow.PATH, changes()));
        flow.api().await(job);

        assertThat(before)
                .contains(
                        "told-1 attributes.$name: \"Ann\" -> \"Eve\"",
                        "told-2 tags: null -> [\"told\"]",
                        "told-3 userId: null -> \"told-3\"");
        assertThat(
                        Stream.of("told-1", "told-2", "told-3")
                                .flatMap(user -> history(user, job).stream()))
                .containsExactlyInAnyOrderElementsOf(before);
    }

    /** Of two users who are known and one who is not. */
    private static Multipart changes() {
        return new Multipart()
                .file(
                        "file",
                        "changes.csv",
                        "$user_id;$name;city;n\ntold-1;Eve;;1.50\ntold-2;Bea;Bari;\ntold-3;Cyd;;3\n")
                .field("delimiter", ";")
                .field("tags", "\"told\"")
                .field("app", "$self_app");
    }

    /** What an import has changed of a user. */
    private static List<String> history(final String user, final String job) {
        final ApiResponse answer = flow.client().get("/users/" + user + "/history.json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        final List<String> changes = new ArrayList<>();
        for (final JsonNode change : answer.json().path("changes")) {
            if (change.path("import").asText().equals(job)) {
                for (final JsonNode field : change.path("fields")) {
                    changes.add(change(user, field.path("field").asText(), field));
                }
            }
        }
        return changes;
    }

    private static String change(final String user, final String field, final JsonNode values) {
        return user + " " + field + ": " + values.path("before") + " -> " + values.path("after");
    }

    @Test
    void tellsTheErrorsOfRowsAndImportsTheOthers() {
        final ApiResponse answer =
                flow.send("errors.csv", "$user_id;$name\n1001;A\n;B\n1002;C;D\n");

        final JsonNode data = answer.json().path("data");
        assertThat(data.path("row_errors").properties()).hasSize(2);
        assertThat(data.at("/row_errors/3").asText()).contains("$user_id");
        assertThat(data.at("/row_errors/4").asText()).contains("3 cells");
        assertThat(data.path("updates_planned").asInt()).isOne();
        assertThat(flow.api().await(DashlyFlow.jobId(answer)).outcome())
                .isEqualTo(
                        "FINISHED: 3 rows, 1 applied, 2 rejected; 1 created, 0 updated, 0 unchanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {",->,", "|->|", ";->;", "\\t->\t", " -> ", "none->\t"})
    void takesEachDelimiter(final String delimiter, final String between) {
        final Multipart body =
                new Multipart()
                        .field("app", flow.api().app())
                        .file(
                                "file",
                                "users.csv",
                                "$user_id"
                                        + between
                                        + "given\nby"
                                        + (int) between.charAt(0)
                                        + between
                                        + "1\n");
        if (!delimiter.equals("none")) {
            body.field("delimiter", delimiter);
        }
        final ApiResponse answer = flow.client().multipart(DashlyFlow.PATH, body);

        assertThat(answer.json().at("/data/updates_planned").asInt()).as(answer.body()).isOne();
        flow.api().await(DashlyFlow.jobId(answer));
        assertThat(
                        flow.api()
                                .database()
                                .attributes(flow.api().app(), "by" + (int) between.charAt(0)))
                .contains(Database.json("{\"given\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/import", "/users/import/", "/v1/users/import"})
    void takesEachPathThatClientsCall(final String path) {
        final ApiResponse answer =
                flow.client()
                        .multipart(
                                path,
                                new Multipart()
                                        .field("app", "$self_app")
                                        .file("file", "users.csv", "$user_id\n1101\n"));

        assertThat(answer.json().at("/data/updates_planned").asInt()).as(answer.body()).isOne();
        flow.api().await(DashlyFlow.jobId(answer));
    }

    @Test
    void takesAllArgumentsInTheQuery() {
        final Map<String, String> query = new LinkedHashMap<>();
        query.put("auth_token", flow.api().oldKey());
        query.put("app", "$self_app");
        query.put("merge_field", "$email");
        query.put("delimiter", ";");
        query.put("tags", "\"from the query\"");
        final ApiResponse answer =
                flow.api()
                        .anybody()
                        .multipart(
                                DashlyFlow.PATH + "?" + ApiClient.encoded(query),
                                new Multipart()
                                        .file(
                                                "file",
                                                "users.csv",
                                                "$email;given\nquery@example.com;1\n"));

        flow.api().await(DashlyFlow.jobId(answer));
        assertThat(
                        flow.api()
                                .database()
                                .count(
                                        "SELECT count(*) FROM userimport.user_profile"
                                                + " WHERE app_id = ? AND email = 'query@example.com'"
                                                + " AND tags = '{from the query}'"
                                                + " AND attributes->>'given' = '1'",
                                        flow.api().app()))
                .isOne();
    }

    /** What stands behind the file says how it is read, too. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void takesPartsInAnyOrder(final int before) {
        final Map<String, String> fields = new LinkedHashMap<>();
        fields.put("delimiter", "|");
        fields.put("app", "$self_app");
        fields.put("tags", "\"in any order\"");
        final Multipart body = new Multipart();
        int i = 0;
        for (final Map.Entry<String, String> field : fields.entrySet()) {
            if (i++ == before) {
                body.file("file", "users.csv", "$user_id|given\n12" + before + "|1\n");
            }
            body.field(field.getKey(), field.getValue());
        }
        if (before == i) {
            body.file("file", "users.csv", "$user_id|given\n12" + before + "|1\n");
        }

        flow.api().await(DashlyFlow.jobId(flow.client().multipart(DashlyFlow.PATH, body)));
        assertThat(flow.api().database().attributes(flow.api().app(), "12" + before))
                .contains(Database.json("{\"given\":1}"));
    }

    @Test
    void findsUsersByEmail() {
        flow.imported("with-mail.csv", "$user_id;$email\n2001;ann@example.com\n");
        final ApiResponse answer =
                flow.client()
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .field("merge_field", "$email")
                                        .field("delimiter", ",")
                                        .field("app", "$self_app")
                                        .file(
                                                "file",
                                                "by-mail.csv",
                                                "$email,city\nann@example.com,Oslo\n"));
        flow.api().await(DashlyFlow.jobId(answer));

        assertThat(flow.api().database().attributes(flow.api().app(), "2001"))
                .contains(Database.json("{\"city\":\"Oslo\"}"));
    }

    @Test
    void takesAForm() {
        final Map<String, String> form = new LinkedHashMap<>();
        form.put("file", "$user_id,city\n3001,\"Köln & Bonn\"\n");
        form.put("delimiter", ",");
        form.put("tags", "[\"from a form\"]");
        form.put("app", "$self_app");
        final ApiResponse answer = flow.client().form(DashlyFlow.PATH, form);

        assertThat(flow.api().await(DashlyFlow.jobId(answer)).outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(flow.api().database().attributes(flow.api().app(), "3001"))
                .contains(Database.json("{\"city\":\"Köln & Bonn\"}"));
    }

    @Test
    void unpacksGzip() throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("$user_id\n4001\n".getBytes(StandardCharsets.UTF_8));
        }
        final ApiResponse answer =
                flow.client()
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .field("app", "$self_app")
                                        .file("file", "users.csv.gz", packed.toByteArray()));
        assertThat(flow.api().await(DashlyFlow.jobId(answer)).outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
    }

    @Test
    void takesThirtyMegabytesLessOneByte() {
        final byte[] file = bytes(30 * MB - 1);
        final ApiResponse answer = flow.client().multipart(DashlyFlow.PATH, large(file));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/data/updates_planned").asInt()).isPositive();
        assertThat(flow.api().await(DashlyFlow.jobId(answer)).state()).isEqualTo("FINISHED");
    }

    /** Also of what is much larger, the client hears why, though nobody reads all of it. */
    @ParameterizedTest(name = "{0} MB")
    @ValueSource(ints = {31, 70})
    void refusesMoreThanThirtyMegabytes(final int megabytes) {
        final ApiResponse answer =
                flow.client().multipart(DashlyFlow.PATH, large(bytes(megabytes * MB)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().at("/meta/status").asInt()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("file: has more than 30,000,000 bytes; split it");
    }

    @Test
    void theSameRequestAgainIsAnotherImportUnlessItsKeySaysOtherwise() {
        final Multipart body =
                new Multipart()
                        .field("app", "$self_app")
                        .file("file", "again.csv", "$user_id\n5001\n");
        final ApiClient once = flow.client().with("Idempotency-Key", "today's");

        final String first = DashlyFlow.jobId(once.multipart(DashlyFlow.PATH, body));
        flow.api().await(first);
        final ApiResponse again = once.multipart(DashlyFlow.PATH, body);
        assertThat(DashlyFlow.jobId(again)).isEqualTo(first);
        assertThat(again.json().at("/data/updates_planned").asInt()).isOne();
        final String other = DashlyFlow.jobId(flow.client().multipart(DashlyFlow.PATH, body));
        assertThat(other).isNotEqualTo(first);
        flow.api().await(other);
    }

    private static Multipart large(final byte[] file) {
        return new Multipart()
                .field("delimiter", ",")
                .field("app", "$self_app")
                .file("file", "large.csv", file);
    }

    /** A file of so many bytes, 200 of them a row. */
    private static byte[] bytes(final int size) {
        final StringBuilder text = new StringBuilder(size).append("$user_id,note\n");
        for (int i = 0; text.length() + 220 < size; i++) {
            text.append("large-").append(i).append(',').append("x".repeat(180)).append('\n');
        }
        text.append("last,").append("x".repeat(Math.max(0, size - text.length() - 1))).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
