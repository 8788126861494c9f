// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed as gzip is unpacked while it is read, and kept as it came. */
@ExtendWith(SharedSystem.class)
class GzipFilesIT {

    private static final String APP = "gzip-files";

    private static TestSystem system;
    private static FolderFlow flow;

    @BeforeAll
    static void start(final TestSystem shared) {
        system = shared;
        flow = FolderFlow.start(system, APP);
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        assertThat(system.client().queues().count(flow.group())).isZero();
        assertThat(flow.waitingInInbox()).isEmpty();
        system.client().groups().stop(flow.group());
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".GZ"})
    void isImportedUnderItsName(final String ending) throws IOException {
        final String name = "packed" + ending.charAt(1) + ".csv" + ending;
        final byte[] packed = Gzip.of("userId,userAttributes.packed\n" + name + ",yes\n,no\n");

        flow.drop(name, packed);
        final Job job = awaitJob(name);

        assertThat(job.outcome())
                .isEqualTo(
                        "FINISHED: 2 rows, 1 applied, 1 rejected; 1 created, 0 updated, 0 unchanged");
        assertThat(system.database().attributes(APP, name)).isPresent();
        assertThat(flow.saved(Result.DONE, name))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(packed));
        assertThat(
                        flow.saved(
                                Result.REJECTED,
                                name.replace(ending, "").replace(".csv", ".rejected.csv")))
                .hasValueSatisfying(
                        file ->
                                assertThat(file)
                                        .content()
                                        .contains("userId,userAttributes.packed"));
    }

    @Test
    void isUnpackedWholeWhenItIsSeveralPackedOneAfterTheOther() {
        final ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Gzip.of("userId,userAttributes.member\nfirst,1\n"));
        members.writeBytes(Gzip.of("second,2\n"));

        flow.drop("members.csv.gz", members.toByteArray());

        assertThat(awaitJob("members.csv.gz").outcome())
                .isEqualTo(
                        "FINISHED: 2 rows, 2 applied, 0 rejected; 2 created, 0 updated, 0 unchanged");
    }

    @Test
    void isImportedWithZeroPadding() {
        flow.drop(
                "padded.csv.gz",
                Gzip.withBehindIt("userId,userAttributes.padded\npadded,1\n", new byte[512]));

        assertThat(awaitJob("padded.csv.gz").outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
    }

    @Test
    void isImportedWhateverItsNameSays() {
        flow.drop("packed.csv", Gzip.of("userId,userAttributes.plain\nplain,1\n"));

        assertThat(awaitJob("packed.csv").outcome())
                .isEqualTo(
                        "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
    }

    private static Job awaitJob(final String file) {
        Await.until(
                Duration.ofSeconds(90),
                () -> "the job of " + file + " has ended; there are " + system.database().jobs(APP),
                () -> system.database().jobs(APP, file).stream().anyMatch(Job::hasEnded));
        flow.awaitRest();
        return system.database().jobs(APP, file).getFirst();
    }
}
