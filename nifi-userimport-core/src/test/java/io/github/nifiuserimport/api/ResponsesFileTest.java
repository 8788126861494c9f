// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The responses of a job with more rows than memory holds. */
@Tag("slow")
class ResponsesFileTest {

    private static final long ROWS = 80_000_000;
    private static final int REJECTED = 200_000;

    @Test
    void haveANameThatAFileSystemTakes() {
        assertThat(ResponsesFile.name("users.csv")).isEqualTo("users.responses.jsonl");
        assertThat(ResponsesFile.name("ü".repeat(120) + ".csv").getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(255)
                .endsWith(".responses.jsonl".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void areWrittenWithoutBeingHeldInMemory() throws Exception {
        final TestDatabase database = TestPostgres.shared().newDatabase();
        final PostgreSQLImportStore store =
                new PostgreSQLImportStore(database::connection, new SchemaName("userimport"));
        store.open(new NewJob("big", "default", null, "users.csv", -1, 1), new PartId("big", 0));
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    Text.format(
                            """
                    INSERT INTO userimport.import_row_error
                        (job_id, part_index, row_number, line, column_name, error, cells)
                    SELECT 'big', 0, n * 400, n * 400 + 2, 'created', 'is "wrong"', 'u,x'
                    FROM generate_series(0, %d - 1) AS n
                    """,
                            REJECTED));
            statement.execute(
                    Text.format("UPDATE userimport.import_part SET rows_done = %d", ROWS));
        }
        final Counting output = new Counting();
        ResponsesFile.write(store, "big", output);
        assertThat(output.lines).isEqualTo(ROWS);
        assertThat(output.bytes)
                .as("more than the memory of the tests")
                .isGreaterThan(Runtime.getRuntime().maxMemory())
                .isEqualTo(
                        (ROWS - REJECTED) * "{\"success\":true}\n".length()
                                + REJECTED
                                        * (long)
                                                ("{\"success\":false,\"error\":{\"message\":\"column"
                                                                + " created: is"
                                                                + " \\\"wrong\\\"\"}}\n")
                                                        .length());
    }

    private static final class Counting extends OutputStream {

        private long bytes;
        private long lines;

        @Override
        public void write(final int each) {
            bytes++;
            if (each == '\n') {
                lines++;
            }
        }

        @Override
        public void write(final byte[] buffer, final int offset, final int length) {
            bytes += length;
            for (int i = offset; i < offset + length; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
        }
    }
}
