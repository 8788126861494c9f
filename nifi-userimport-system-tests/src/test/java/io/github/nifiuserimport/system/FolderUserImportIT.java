// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A CSV of users that is dropped into the folder is merged into their profiles. */
@ExtendWith(SharedSystem.class)
class FolderUserImportIT {

    private static final String APP = "folder";

    private static NifiClient nifi;
    private static Database database;
    private static FolderFlow flow;

    @BeforeAll
    static void start(final TestSystem system) {
        nifi = system.client();
        database = system.database();
        flow = FolderFlow.start(system, APP);
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        assertThat(nifi.queues().count(flow.group())).isZero();
        assertThat(flow.waitingInInbox()).isEmpty();
        nifi.groups().stop(flow.group());
    }

    @Test
    void importsTheFirstExampleAndSaysSo() throws IOException {
        final String text =
                """
                userId,userAttributes.Gender,userAttributes.Age
                user1,Male,25
                user2,Female,37
                """;
        final long before = lastBulletin();

        final Job job = flow.importFile("example.csv", text);

        assertThat(job.outcome())
                .isEqualTo(
                        "FINISHED: 2 rows, 2 applied, 0 rejected; 2 created, 0 updated, 0 unchanged");
        assertThat(job.error()).isNull();
        assertAttributes(
                "user1",
                """
                {"Gender":"Male","Age":25}""");
        assertAttributes(
                "user2",
                """
                {"Gender":"Female","Age":37}""");
        assertThat(flow.saved(Result.DONE, "example.csv"))
                .hasValueSatisfying(file -> assertThat(file).hasContent(text));
        assertThat(flow.saved(Result.REJECTED, "example.rejected.csv")).isEmpty();
        final JsonNode summary = summary("example.csv");
        assertThat(summary.path("id").asText()).isEqualTo(job.id());
        assertThat(summary.path("app").asText()).isEqualTo(APP);
        assertThat(summary.path("action").asText()).isEqualTo("setUserAttributes");
        assertThat(summary.path("file").asText()).isEqualTo("example.csv");
        assertThat(summary.path("state").asText()).isEqualTo("FINISHED");
        assertThat(summary.path("rows").asLong()).isEqualTo(2);
        assertThat(summary.path("created").asLong()).isEqualTo(2);
        assertThat(summary.has("error")).isFalse();
        assertThat(Instant.parse(summary.path("finished").asText()))
                .isAfterOrEqualTo(Instant.parse(summary.path("started").asText()));
        assertThat(nifi.bulletins().after(before))
                .filteredOn(bulletin -> flow.group().equals(bulletin.group()))
                .filteredOn(Bulletin::isWarningOrError)
                .as("in a healthy run nobody complains")
                .isEmpty();
    }

    @Test
    void importsTheSampleUser() {
        flow.importFile(
                "sample.csv",
                """
                userId,created,lastActive,userAttributes.age,userAttributes.gender,userAttributes.friends
                sample_user,1483228800,1496275200,24,female,"[Jimmy, Sara, Amy]"
                """);

        assertAttributes(
                "sample_user",
                """
                {"age":24,"gender":"female","friends":["Jimmy","Sara","Amy"]}""");
        assertThat(
                        database.value(
                                "SELECT concat_ws(' ', created, last_active)"
                                        + " FROM userimport.user_profile WHERE user_id = ?",
                                "sample_user"))
                .isEqualTo("2017-01-01 00:00:00+00 2017-06-01 00:00:00+00");
    }

    @Test
    void importsTheSameFileAgainWithoutAnyChangeAndThenTheOneCellThatChanged() {
        final String text =
                """
                userId,userAttributes.name,userAttributes.address.city,userAttributes.address.zip
                again-1,Ann,Aachen,52062
                again-2,Ben,Bonn,53111
                again-3,Cem,Celle,29221
                """;
        assertThat(flow.importFile("again.csv", text).created()).isEqualTo(3);
        final String version = "SELECT max(xmin::text::bigint) FROM userimport.user_profile";
        final long written = database.count(version);

        assertThat(flow.importFile("again.csv", text).outcome())
                .isEqualTo(
                        "FINISHED: 3 rows, 3 applied, 0 rejected; 0 created, 0 updated, 3 unchanged");
        assertThat(database.count(version)).as("nothing was written").isEqualTo(written);

        assertThat(flow.importFile("again.csv", text.replace("Bonn", "Berlin")).outcome())
                .isEqualTo(
                        "FINISHED: 3 rows, 3 applied, 0 rejected; 0 created, 1 updated, 2 unchanged");
        assertThat(
                        flow.importFile(
                                        "part.csv",
                                        """
                                        userId,userAttributes.address.street,userAttributes.plan
                                        again-2,Hauptstr. 1,pro
                                        """)
                                .updated())
                .isOne();
        assertAttributes(
                "again-2",
                """
                {"name":"Ben","plan":"pro",\
                "address":{"city":"Berlin","zip":53111,"street":"Hauptstr. 1"}}""");
    }

    @Test
    void savesRejectedRowsThatImportOnceTheyAreCorrected() throws IOException {
        final Job job =
                flow.importFile(
                        "partly.csv",
                        """
                        userId,userAttributes.name,created
                        partly-1,Ann,1483228800
                        ,Nobody,1483228800
                        partly-3,"Cem, the third",yesterday
                        partly-4,Dan,1483228800,too,much
                        partly-5
                        partly-6,"Fay
                        lives on two lines",1483228800
                        """);

        assertThat(job.outcome())
                .isEqualTo(
                        "FINISHED: 6 rows, 2 applied, 4 rejected; 2 created, 0 updated, 0 unchanged");
        final Path rejected = flow.saved(Result.REJECTED, "partly.rejected.csv").orElseThrow();
        final List<String> lines = Files.readAllLines(rejected);
        assertThat(lines.getFirst())
                .isEqualTo("\uFEFFuserId,userAttributes.name,created,line,column,error");
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).startsWith(",Nobody,1483228800,3,userId,");
        assertThat(lines.get(2)).startsWith("partly-3,\"Cem, the third\",yesterday,4,created,");
        assertThat(lines.get(3)).startsWith("partly-4,Dan,1483228800,5,,").endsWith(",too,much");
        assertThat(lines.get(4)).startsWith("partly-5,<missing>,,6,,");

        final String corrected =
                String.join("\r\n", lines)
                        .replace(",Nobody", "partly-2,Ben")
                        .replace("yesterday", "1483228800")
                        .replace(",too,much", "")
                        .replace("<missing>", "");
        assertThat(flow.importFile("partly.rejected.csv", corrected).outcome())
                .isEqualTo(
                        "FINISHED: 4 rows, 4 applied, 0 rejected; 4 created, 0 updated, 0 unchanged");
        assertAttributes(
                "partly-3",
                """
                {"name":"Cem, the third"}""");
        assertAttributes("partly-5", "{}");
    }

    @Test
    void undoesAnImportFromThePageBesideIt() {
        flow.importFile("kept.csv", "userId,userAttributes.city\nundone-1,Rome\n");
        final Job job =
                flow.importFile(
                        "undone.csv", "userId,userAttributes.city\nundone-1,Oslo\nundone-2,Oslo\n");
        final ApiClient page = ApiClient.of(flow.showPage("a key"));
        final String path = "/imports/" + job.id();

        final ApiResponse answer =
                page.with("Authorization", "Token a key")
                        .call("POST", path + "/undo", BodyPublishers.noBody());

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        final String undo = answer.json().path("id").asText();
        Await.until(
                Duration.ofSeconds(60),
                () -> "the import is undone; it is " + database.job(undo),
                () -> database.job(undo).filter(Job::hasEnded).isPresent());
        assertAttributes(
                "undone-1",
                """
                {"city":"Rome"}""");
        assertThat(database.attributes(APP, "undone-2")).isEmpty();
        assertThat(page.browser().loggedIn(APP, "a key").get(path).body())
                .contains("It was undone on ", undo);
        flow.awaitRest();
    }

    @Test
    void importsFilesThatKeepAnOldTime(final TestSystem system) throws IOException {
        flow.importFile("new.csv", "userId\nnew-1\n");

        // As mv, cp -p, unzip and rsync leave it.
        final Path old = system.newFolder("elsewhere").resolve("old.csv");
        Files.writeString(old, "userId\nold-1\n");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(400))));
        Files.move(old, flow.inbox().resolve("old.csv"));

        Await.until(
                Duration.ofSeconds(30),
                () -> "old.csv is imported",
                () -> database.attributes(APP, "old-1").isPresent());
        flow.awaitRest();
        assertThat(database.jobs(APP, "old.csv")).hasSize(1);
    }

    private static void assertAttributes(final String user, final String json) {
        assertThat(database.attributes(APP, user)).contains(Database.json(json));
    }

    private static JsonNode summary(final String file) throws IOException {
        return Database.json(
                Files.readString(
                        flow.saved(Result.SUMMARIES, file + ".summary.json").orElseThrow()));
    }

    private static long lastBulletin() {
        return nifi.bulletins().after(0).stream().mapToLong(Bulletin::id).max().orElse(0);
    }
}
