// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of a part are those of the whole file, on its lines. */
class LineColumnTest {

    private static final CsvFormat PART = CsvFormat.builder().lineColumn(true).build();

    @Test
    void isNoneOfTheColumnsAndGivesEachRowItsLine() throws IOException, FileFault {
        final String part = "userimport.line,a,b.c\n2,1,\"x\ny\"\n7,2,\n9,\\N,\n";
        assertThat(Csv.values(PART, part))
                .containsExactly(
                        Map.of("a", 1L, "b", Map.of("c", "x\ny")), Map.of("a", 2L), Map.of());
        assertThat(Csv.rows(PART, part)).extracting(Row::line).containsExactly(2L, 7L, 9L);
        try (RowReader reader = Csv.open(PART, part.getBytes(StandardCharsets.UTF_8))) {
            assertThat(reader.header()).extracting(Column::name).containsExactly("a", "b.c");
            assertThat(reader.notation().heading()).isEqualTo("\uFEFFa,b.c,line,column,error\r\n");
        }
    }

    @Test
    void givesEachRowItsOrdinalWhereRowsAreInAnotherOrder() throws IOException, FileFault {
        final String sorted = "userimport.line,a\n9r4,x\n2r0,\"y\nz\"\n7r3,x\n";
        try (RowReader reader = Csv.open(PART, sorted.getBytes(StandardCharsets.UTF_8))) {
            assertThat(reader.next().line()).isEqualTo(9);
            assertThat(reader.ordinal()).isEqualTo(4);
            assertThat(reader.next().line()).isEqualTo(2);
            assertThat(reader.ordinal()).isEqualTo(0);
            assertThat(reader.next().line()).isEqualTo(7);
            assertThat(reader.ordinal()).isEqualTo(3);
        }
    }

    @Test
    void leavesRowsTheOrdinalsTheyHaveWhereItHasNone() throws IOException, FileFault {
        final String part = "userimport.line,a\n9,x\n12,x\n15,x\n";
        try (RowReader reader = Csv.open(PART, part.getBytes(StandardCharsets.UTF_8))) {
            assertThat(reader.skip(2)).isEqualTo(2);
            assertThat(reader.next().line()).isEqualTo(15);
            assertThat(reader.ordinal()).isEqualTo(2);
        }
    }

    @Test
    void namesTheDelimiterWhateverTheRowsLookLikeOrIsSet() throws IOException, FileFault {
        final String part = "userimport.line|a|b\n2|1,2,3|4,5,6\n";
        for (final Delimiter set : List.of(Delimiter.DETECT, Delimiter.COMMA)) {
            assertThat(Csv.values(PART.toBuilder().delimiter(set).build(), part))
                    .containsExactly(Map.of("a", "1,2,3", "b", "4,5,6"));
        }
        for (final Delimiter each : Delimiter.values()) {
            if (each != Delimiter.DETECT) {
                final String one = "userimport.line|a|b\n2|1|x\n".replace('|', each.symbol());
                assertThat(Csv.values(PART, one)).containsExactly(Map.of("a", 1L, "b", "x"));
            }
        }
    }

    @Test
    void leavesRowsAsWrongAsTheyWere() throws IOException, FileFault {
        final List<Row> rows = Csv.rows(PART, "userimport.line,a,b\n5,1\n8,1,2,\"3\"\n10,\"x\"\n");
        assertThat(rows)
                .extracting(row -> ((Row.Rejected) row).error())
                .satisfiesExactly(
                        error -> assertThat(error).contains("1 cell, the header has 2 columns"),
                        error -> assertThat(error).contains("3 cells, the header has 2 columns"),
                        error -> assertThat(error).contains("1 cell, the header has 2 columns"));
        assertThat(rows.get(1).cells().texts()).containsExactly("1", "2", "3");
        assertThat(rows.get(1).cells().quoted().stream()).containsExactly(2);
    }

    @Test
    void goesWithTheColumnsOfARejectedRowsFile() throws IOException, FileFault {
        final String part = "userimport.line,a,line,column,error\n4,1,9,a,why\n5,2\n6,3,,,,x\n";
        assertThat(Csv.rows(PART, part))
                .extracting(row -> row.cells().texts().length)
                .containsExactly(1, 1, 2);
    }

    @Test
    void tellsFaultsOnTheLineOfTheWholeFile() {
        final FileFault fault = Csv.fault(PART, "userimport.line,a,b\n5,1,2\n17,1,\"x\ny\n");
        assertThat(fault.line()).isEqualTo(17);
        assertThat(fault.column()).isEqualTo("b");
    }

    @Test
    void keepsABlankCellOfAFileOfOneColumn() throws IOException, FileFault {
        final CsvFormat untrimmed = PART.toBuilder().rules(PART.rules().withTrimmed(false)).build();
        assertThat(Csv.values(untrimmed, "userimport.line,a\n2, \n3,\"\"\n"))
                .containsExactly(Map.of("a", " "));
        assertThat(Csv.values(PART, "userimport.line,a\n2, \n3,\" \"\n"))
                .containsExactly(Map.of("a", " "));
    }

    @Test
    void isAColumnLikeAnyOtherWhereNoPartIsExpected() throws IOException, FileFault {
        assertThat(Csv.header("userimport.line,a\n2,1\n")).containsExactly("userimport.line", "a");
    }

    @Test
    void needNotBeThereWhereAPartIsExpected() throws IOException, FileFault {
        assertThat(Csv.values(PART, "a,b\n1,2\n")).containsExactly(Map.of("a", 1L, "b", 2L));
        assertThat(Csv.values(PART, "a\n1\n")).containsExactly(Map.of("a", 1L));
        assertThat(Csv.fault(PART, "").reason()).contains("empty");
        assertThat(Csv.rows(PART, "userimport.lines;a\n2;1\n").getFirst().line()).isEqualTo(2);
    }
}
