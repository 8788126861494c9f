// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where a file cannot be sorted it is imported all the same, in file order, and a bulletin says so.
 */
@ExtendWith(SharedSystem.class)
class TemporaryFolderIT {

    private static final String APP = "temporary_folder";
    private static final int USERS = 5_000;

    private static TestSystem system;
    private static FolderFlow flow;

    @BeforeAll
    static void start(final TestSystem shared) {
        system = shared;
        flow = FolderFlow.imported(system, APP);
        flow.enable();
    }

    @AfterAll
    static void stop() {
        system.client().groups().stop(flow.group());
    }

    @Test
    void isNotMissedWhereItHasRoom() throws IOException {
        final Path folder = system.newFolder("temporary folder with room");
        final long before = lastBulletin();

        importOnce("sorted", folder);

        assertThat(system.client().bulletins().after(before))
                .filteredOn(bulletin -> flow.group().equals(bulletin.group()))
                .filteredOn(Bulletin::isWarningOrError)
                .isEmpty();
        assertThat(keyColumn("sorted")).isEqualTo("userId");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void mayBeGone() throws IOException {
        final Path folder = system.newFolder("temporary folder that goes");
        Files.delete(folder);

        assertImportedInFileOrder("gone", folder, "there is no such folder");
    }

    /** Not even NiFi that runs as root can write there. */
    @Test
    void mayNotBeWritable() throws IOException {
        final Path file = Files.createFile(system.newFolder("no folder").resolve("file"));

        assertImportedInFileOrder("unwritable", file.resolve("below"), "cannot be opened");
    }

    @Test
    void mayBeFull() throws Exception {
        final Path folder = system.newFolder("full temporary folder");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()),
                "a small file system can be mounted");
        try {
            assertImportedInFileOrder("full", folder, "cannot be written");
            assertThat(folder).isEmptyDirectory();
        } finally {
            run("umount", folder.toString());
        }
    }

    private static void assertImportedInFileOrder(
            final String name, final Path folder, final String reason) {
        final long before = lastBulletin();

        importOnce(name, folder);

        Await.until(
                Duration.ofSeconds(10),
                () -> "a bulletin says that " + name + " is imported in file order",
                () ->
                        system.client().bulletins().after(before).stream()
                                .filter(bulletin -> flow.group().equals(bulletin.group()))
                                .filter(Bulletin::isWarningOrError)
                                .anyMatch(
                                        bulletin ->
                                                bulletin.message()
                                                                .contains(
                                                                        "is applied in file order")
                                                        && bulletin.message().contains(reason)
                                                        && bulletin.message()
                                                                .contains(folder.toString())));
        assertThat(keyColumn(name)).isNull();
    }

    /** Imports a file in which each user comes three times, and adds one each time. */
    private static void importOnce(final String name, final Path folder) {
        system.client()
                .processors()
                .configure(
                        flow.putUserImport(),
                        new ProcessorConfig()
                                .property("Sort Files From", "0 B")
                                .property("Temporary Folder", folder.toString()));
        flow.start();
        final StringBuilder file =
                new StringBuilder(
                        "userId,userAttributeValuesToIncrement.rows,userAttributes.last\n");
        for (int row = 0; row < 3 * USERS; row++) {
            file.append(name).append(row % USERS).append(",1,").append(row / USERS).append('\n');
        }

        final Job job = flow.importFile(name + ".csv", file.toString());
        system.client().groups().stop(flow.group());

        assertThat(job.outcome())
                .startsWith("FINISHED: 15000 rows, 15000 applied, 0 rejected; 5000 created");
        assertThat(
                        system.database()
                                .count(
                                        "SELECT count(*) FROM userimport.user_profile WHERE user_id"
                                                + " LIKE ? || '%' AND app_id = ? AND attributes ="
                                                + " '{\"rows\": 3, \"last\": 2}'",
                                        name, APP))
                .as("users whose rows were applied once each, the last one last")
                .isEqualTo(USERS);
    }

    private static String keyColumn(final String name) {
        return system.database()
                .value(
                        "SELECT key_column FROM userimport.import_part JOIN userimport.import_job"
                                + " ON id = job_id WHERE file_name = ? AND app_id = ?",
                        name + ".csv",
                        APP);
    }

    /** The first one that NiFi ever shows has the number 0. */
    private static long lastBulletin() {
        return system.client().bulletins().after(-1).stream()
                .mapToLong(Bulletin::id)
                .max()
                .orElse(-1);
    }

    private static boolean run(final String... command) throws IOException, InterruptedException {
        final Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException notThere) {
            return false;
        }
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
