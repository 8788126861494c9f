// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are written straight into the folder, by programs that know nothing of it. */
@ExtendWith(SharedSystem.class)
class UnfinishedFilesIT {

    private static final String APP = "unfinished";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static Database database;
    private static FolderFlow flow;

    @BeforeAll
    static void start(final TestSystem system) {
        database = system.database();
        flow = FolderFlow.start(system, APP);
    }

    @AfterAll
    static void stop(final TestSystem system) {
        flow.awaitRest();
        system.client().groups().stop(flow.group());
    }

    @Test
    void waitsForTheRestOfARowThatIsCutWithinACell() throws Exception {
        final Path file = flow.inbox().resolve("slow.csv");
        Files.writeString(file, "userId,userAttributes.n,userAttributes.zip\na,1,123\nb,2,45");
        Thread.sleep(8000);
        assertThat(database.jobs(APP, "slow.csv")).isEmpty();
        Files.writeString(file, "678\nc,3,9\n", StandardOpenOption.APPEND);

        assertThat(ended("slow.csv", 1).getFirst().outcome())
                .isEqualTo(
                        "FINISHED: 3 rows, 3 applied, 0 rejected; 3 created, 0 updated, 0 unchanged");
        assertThat(database.attributes(APP, "b"))
                .contains(Database.json("{\"n\":2,\"zip\":45678}"));
        flow.awaitRest();
        assertThat(flow.saved(Result.DONE, "slow.csv"))
                .hasValueSatisfying(
                        done ->
                                assertThat(done)
                                        .hasContent(
                                                """
                                                userId,userAttributes.n,userAttributes.zip
                                                a,1,123
                                                b,2,45678
                                                c,3,9
                                                """));
    }

    @Test
    void leavesNamesOfUnfinishedFilesAndMarkersAlone() throws Exception {
        final List<String> names =
                List.of(
                        "x.csv.filepart",
                        "x.csv.part",
                        "x.csv.tmp",
                        "x.csv.crdownload",
                        "~$x.csv",
                        "_SUCCESS",
                        ".x.csv.a1B2c3");
        for (final String name : names) {
            Files.writeString(flow.inbox().resolve(name), "userId\nx\n");
        }
        flow.importFile("after-them.csv", "userId\ny\n");

        for (final String name : names) {
            assertThat(database.jobs(APP, name)).as(name).isEmpty();
            assertThat(flow.inbox().resolve(name)).exists();
            Files.delete(flow.inbox().resolve(name));
        }
    }

    /** Whatever step the first version is at, it has a path of its own. */
    @Test
    void importsBothVersionsOfAFileThatIsReplaced() throws Exception {
        replace("replaced.csv", "userId,userAttributes.first\nr,1\n");
        while (Files.exists(flow.inbox().resolve("replaced.csv"))) {
            Thread.sleep(5);
        }
        replace("replaced.csv", "userId,userAttributes.second\nr,2\n");

        assertThat(ended("replaced.csv", 2)).hasSize(2);
        assertThat(database.attributes(APP, "r"))
                .contains(Database.json("{\"first\":1,\"second\":2}"));
    }

    private static void replace(final String name, final String text) throws IOException {
        final Path hidden = flow.inbox().resolve("." + name);
        Files.writeString(hidden, text);
        Files.move(hidden, flow.inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Job> ended(final String name, final int count) {
        Await.until(
                TIMEOUT,
                () -> count + " imports of " + name + ": " + database.jobs(APP, name),
                () -> database.jobs(APP, name).stream().filter(Job::hasEnded).count() == count);
        return database.jobs(APP, name);
    }
}
