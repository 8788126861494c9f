// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.row.RowNotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultNameTest {

    private static final String ENDING = ".summary.json";
    private static final RowNotation CSV = new CsvNotation(List.of(), ',');

    @Test
    void aNameThatFitsIsWhole() {
        final String stem = "n".repeat(ResultName.MAX_BYTES - ENDING.length());
        assertThat(ResultName.of("users.csv", ENDING)).isEqualTo("users.csv.summary.json");
        assertThat(ResultName.of(stem, ENDING)).isEqualTo(stem + ENDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "ü", "用", "😀"})
    void aLongOneIsCutBetweenCharacters(final String character) {
        final int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        for (int length = 230; length <= 260; length++) {
            final String stem = "x".repeat(length % 4) + character.repeat(length / bytes);
            final String name = ResultName.of(stem, ENDING);
            final byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
            assertThat(encoded.length).isLessThanOrEqualTo(ResultName.MAX_BYTES);
            assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo(name);
            assertThat(name).endsWith(ENDING).startsWith(stem.substring(0, 50));
            if (!name.equals(stem + ENDING)) {
                assertThat(encoded.length).isGreaterThan(ResultName.MAX_BYTES - bytes);
            }
        }
    }

    @Test
    void namesThatBeginAlikeStayTwo() {
        final String alike = "n".repeat(250);
        assertThat(ResultName.of(alike + "1", ENDING))
                .isNotEqualTo(ResultName.of(alike + "2", ENDING));
    }

    @Test
    void theRejectedRowsOfALongName() {
        final String name = "n".repeat(251) + ".csv";
        final String rejected = RejectedRowsFile.name(name, CSV);
        assertThat(rejected).hasSize(ResultName.MAX_BYTES).endsWith(".rejected.csv");
        assertThat(RejectedRowsFile.name(rejected, CSV))
                .as("corrected, and some rejected again")
                .isEqualTo(rejected);
    }
}
