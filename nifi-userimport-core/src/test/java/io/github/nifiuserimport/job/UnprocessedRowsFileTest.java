// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.row.JsonNotation;
import io.github.nifiuserimport.row.RowNotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnprocessedRowsFileTest {

    private static final RowNotation CSV = new CsvNotation(List.of(), ',');

    @ParameterizedTest
    @CsvSource({
        "users.csv, users.unprocessed.csv",
        "users.csv.gz, users.unprocessed.csv.gz",
        "users.CSV.GZ, users.unprocessed.CSV.GZ",
        "users.avro, users.unprocessed.avro",
        "my.users.v2.csv, my.users.v2.unprocessed.csv",
        "users, users.unprocessed",
        ".users, .users.unprocessed",
        "users.gz, users.unprocessed.gz",
        "users.unprocessed.csv, users.unprocessed.csv",
        "users.with no end, users.with no end.unprocessed",
        "用户.csv, 用户.unprocessed.csv"
    })
    void aFileThatIsHandedBackAsItCameKeepsItsFormat(final String name, final String expected) {
        assertThat(UnprocessedRowsFile.nameOfWhole(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "users.csv, users.unprocessed.csv",
        "users.csv.gz, users.unprocessed.csv",
        "users.txt, users.unprocessed.csv",
        "users, users.unprocessed.csv",
        "users.unprocessed.csv, users.unprocessed.csv"
    })
    void rowsAreInAFileOfTheirNotation(final String name, final String expected) {
        assertThat(UnprocessedRowsFile.name(name, CSV, new PartId("j", 0), 1)).isEqualTo(expected);
    }

    @Test
    void partsHaveTheirNumbers() {
        assertThat(UnprocessedRowsFile.name("users.csv", CSV, new PartId("j", 1), 4))
                .isEqualTo("users.unprocessed-2.csv");
    }

    @Test
    void recordsAreJsonLines() {
        assertThat(
                        UnprocessedRowsFile.name(
                                "users.avro", new JsonNotation(List.of()), new PartId("j", 0), 1))
                .isEqualTo("users.unprocessed.jsonl");
    }

    @Test
    void aLongNameIsNoLongerThanAFileSystemTakes() {
        final String name = "n".repeat(251) + ".csv";
        assertThat(UnprocessedRowsFile.nameOfWhole(name))
                .hasSize(ResultName.MAX_BYTES)
                .endsWith(".unprocessed.csv");
        assertThat(UnprocessedRowsFile.name(name, CSV, new PartId("j", 0), 1))
                .hasSize(ResultName.MAX_BYTES)
                .endsWith(".unprocessed.csv");
    }
}
