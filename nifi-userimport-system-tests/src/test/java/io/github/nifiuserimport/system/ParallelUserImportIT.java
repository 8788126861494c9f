// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file that is split and imported by two tasks is one import like any other. */
@ExtendWith(SharedSystem.class)
class ParallelUserImportIT {

    private static final String APP = "parallel";

    private static final int ROWS = 20_000;

    private static TestSystem system;
    private static FolderFlow flow;

    @BeforeAll
    static void start(final TestSystem shared) {
        system = shared;
        flow = FolderFlow.start(system, FolderFlow.PARALLEL_TEMPLATE, APP);
    }

    @AfterAll
    static void leavesNothingInTheFlow() {
        assertThat(system.client().queues().count(flow.group())).isZero();
        system.client().groups().stop(flow.group());
    }

    @Test
    void importsAFileInTwoPartsAsOneJob() throws IOException {
        // Each user twice, some rows apart: the second row has the last word.
        final StringBuilder file = new StringBuilder("userId,userAttributes.a\n");
        for (int row = 0; row < ROWS; row++) {
            file.append("user").append(row % (ROWS / 2)).append(",").append(row).append("\n");
        }
        file.append("too,many,cells\n,nobody\n");

        final Job job = flow.importFile("large.csv", file.toString());

        assertThat(job.outcome())
                .startsWith("FINISHED: 20002 rows, 20000 applied, 2 rejected; 10000 created");
        final Database database = system.database();
        assertThat(
                        database.count(
                                "SELECT count(*) FROM userimport.import_part WHERE job_id = ? AND"
                                        + " rows_applied > 9000",
                                job.id()))
                .isEqualTo(2);
        assertThat(
                        database.count(
                                "SELECT count(*) FROM userimport.user_profile WHERE app_id = ? AND"
                                        + " (attributes ->> 'a')::int"
                                        + " = substr(user_id, 5)::int + 10000",
                                APP))
                .isEqualTo(10_000);
        assertThat(flow.saved(Result.DONE, "large.csv"))
                .hasValueSatisfying(saved -> assertThat(saved).hasContent(file.toString()));
        assertThat(flow.saved(Result.SUMMARIES)).hasSize(1);
        final Path rejected = flow.saved(Result.REJECTED, "large.rejected.csv").orElseThrow();
        final List<String> lines = Files.readAllLines(rejected);
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("\uFEFFuserId,userAttributes.a,line,column,error");
        assertThat(lines.get(1)).startsWith("too,many,20002,,").endsWith(",cells");
        assertThat(lines.get(2)).startsWith(",nobody,20003,userId,");
    }

    @Test
    void importsFilesOfTheSameUsersOneAfterTheOther() {
        final FolderFlow.Dropped first = flow.drop("1.csv", ofAllUsers("first"));
        first.await();
        final FolderFlow.Dropped second = flow.drop("2.csv", ofAllUsers("second"));
        final FolderFlow.Dropped third = flow.drop("3.csv", ofAllUsers("third"));
        second.await();
        third.await();

        assertThat(
                        system.database()
                                .count(
                                        "SELECT count(*) FROM userimport.user_profile WHERE app_id ="
                                                + " ? AND attributes ->> 'order' = 'third'",
                                        APP))
                .isEqualTo(5_000);
    }

    private static String ofAllUsers(final String value) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.order\n");
        for (int row = 0; row < 5_000; row++) {
            file.append("order").append(row).append(",").append(value).append("\n");
        }
        return file.toString();
    }
}
