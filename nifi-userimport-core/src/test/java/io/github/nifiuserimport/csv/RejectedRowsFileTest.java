// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RejectedRowsFileTest {

    @Test
    void itsThreeColumnsAreNoneOfTheData() throws IOException, FileFault {
        final String content = "a,b.c,line,column,error\n1,2,7,\"b,c\",\"too\nlong\"\n3,4,8,,\0\n";
        assertThat(Csv.header(content)).containsExactly("a", "b.c");
        assertThat(Csv.values(content))
                .containsExactly(
                        Map.of("a", 1L, "b", Map.of("c", 2L)),
                        Map.of("a", 3L, "b", Map.of("c", 4L)));
        assertThat(Csv.rows(content).getFirst().cells().texts()).containsExactly("1", "2");
        assertThat(Csv.rows(content)).extracting(Row::line).containsExactly(2L, 4L);
    }

    @Test
    void rowsAddedByHandNeedNotHaveThem() throws IOException, FileFault {
        assertThat(Csv.values("a,b,line,column,error\n1,2\n3,4,5\n"))
                .containsExactly(Map.of("a", 1L, "b", 2L), Map.of("a", 3L, "b", 4L));
    }

    @Test
    void tooFewCellsAreTooFewInItToo() throws IOException, FileFault {
        assertThat(Csv.rejected("a,b,line,column,error\n1\n").error())
                .contains("1 cell, the header has 2 columns");
    }

    @Test
    void cellsThatWereTooManyStandAfterThem() throws IOException, FileFault {
        final Row.Rejected row = Csv.rejected("a,b,line,column,error\n1,2,7,,why,3,\"4\"\n");
        assertThat(row.error()).contains("4 cells, the header has 2 columns");
        assertThat(row.cells().texts()).containsExactly("1", "2", "3", "4");
        assertThat(row.cells().quoted().get(3)).isTrue();
    }

    @Test
    void theyAreOrdinaryColumnsAnywhereElse() throws IOException, FileFault {
        for (final List<String> header :
                List.of(
                        List.of("line", "column", "error"),
                        List.of("line", "column", "error", "a"),
                        List.of("a", "line", "error", "column"),
                        List.of("a", "column", "error"),
                        List.of("a", "Line", "column", "error"))) {
            assertThat(Csv.header(String.join(",", header) + "\n")).isEqualTo(header);
        }
    }

    @Test
    void aColumnOfTheDataMayBearTheSameName() throws IOException, FileFault {
        assertThat(Csv.values("line,a,line,column,error\n1,2,,,\n"))
                .containsExactly(Map.of("line", 1L, "a", 2L));
    }

    @Test
    void aRowThatIsWrittenToItIsReadBackAsItWas() throws IOException, FileFault {
        final String original = "a;b\n\"x;\ny\";\"\"\n1\n;2;\"3\"\n";
        final List<Row> rows = Csv.rows(original);
        final StringBuilder file = new StringBuilder("a;b;line;column;error\n");
        for (final Row row : rows) {
            final RawCells cells = row.cells();
            file.append(CsvText.encode(cells, 0, 2, ';'))
                    .append(';')
                    .append(CsvText.encode(List.of("" + row.line(), "b", "why; \"so\""), ';'));
            if (cells.size() > 2) {
                file.append(';').append(CsvText.encode(cells, 2, cells.size(), ';'));
            }
            file.append('\n');
        }
        final List<Row> again = Csv.rows(file.toString());
        assertThat(again.get(0).cells()).isEqualTo(rows.get(0).cells());
        assertThat(((Row.Values) again.get(1)).values()).isEqualTo(Map.of("a", 1L));
        assertThat(again.get(2).cells()).isEqualTo(rows.get(2).cells());
        assertThat(Stream.of(again.get(2))).allMatch(row -> row instanceof Row.Rejected);
    }
}
