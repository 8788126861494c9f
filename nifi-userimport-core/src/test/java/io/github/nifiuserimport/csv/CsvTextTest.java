// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.RawCells;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void cellsAreQuotedWhenTheyWereOrHaveToBe() {
        assertThat(CsvText.encode(cells("a", "1 ", "x,y", "\"", "r\r", "n\n", ""), 0, 7, ','))
                .isEqualTo("a,1 ,\"x,y\",\"\"\"\",\"r\r\",\"n\n\",");
        final RawCells quoted = cells("a", "");
        quoted.quoted().set(0, 2);
        assertThat(CsvText.encode(quoted, 0, 2, ',')).isEqualTo("\"a\",\"\"");
    }

    @Test
    void theDelimiterDecidesWhatHasToBeQuoted() {
        assertThat(CsvText.encode(cells("x,y", "p q"), 0, 2, ' ')).isEqualTo("x,y \"p q\"");
    }

    @Test
    void missingCellsAreEmpty() {
        assertThat(CsvText.encode(cells("a"), 0, 3, ';')).isEqualTo("a;;");
        assertThat(CsvText.encode(cells("a", "b", "c"), 1, 2, ';')).isEqualTo("b");
        assertThat(CsvText.encode(cells("a"), 1, 1, ';')).isEmpty();
    }

    @Test
    void textsKeepEmptyAndNoneApart() {
        assertThat(CsvText.encode(Arrays.asList("a;b", null, "", "c"), ';'))
                .isEqualTo("\"a;b\";;\"\";c");
        assertThat(CsvText.encode(List.of(), ';')).isEmpty();
    }

    @Test
    void nulBecomesItsSymbol() {
        assertThat(CsvText.encode(List.of("a\0b", "\0,"), ',')).isEqualTo("a\u2400b,\"\u2400,\"");
    }

    private static RawCells cells(final String... texts) {
        return new RawCells(texts, new BitSet());
    }
}
