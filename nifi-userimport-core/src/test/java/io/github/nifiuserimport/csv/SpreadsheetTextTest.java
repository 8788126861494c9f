// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.value.ExcelText;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out for a spreadsheet comes back as it was, through the spreadsheet or not. */
class SpreadsheetTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=cmd|' /C calc'!A0",
                "=HYPERLINK(\"http://example.com\";\"x\")",
                "=\"a\"&WEBSERVICE(\"http://example.com\")&\"\"",
                "=",
                "@SUM(1)",
                "-1+2",
                "-",
                "-x",
                "+491512345678",
                "+5",
                "\t=1+1",
                "\r=1+1",
                "\uFF1D1+1",
                "007",
                "00.5",
                "-007",
                "123456789012",
                "-123456789012",
                "3.14159265358979",
                "1e5",
                "1.5E-3",
                "2017-01-01",
                "12/31/2017",
                "1.2.2017",
                "10:30",
                "2017-01-01 10:30:00",
                "52.52,13.40",
                "1,234"
            })
    void isAFormulaOfItsText(final String cell) throws IOException, FileFault {
        final String kept = SpreadsheetText.kept(cell);
        assertThat(kept).isEqualTo("=\"" + cell.replace("\"", "\"\"") + '"');
        assertThat(ExcelText.unwrapped(kept)).isEqualTo(cell);
        final CsvNotation notation =
                new CsvNotation(List.of(new Column(0, "a", List.of("a"))), ',');
        final RawCells cells = new RawCells(new String[] {cell}, new BitSet());
        assertThat(Csv.values("a,b\n" + notation.row(cells) + ",x\n"))
                .isEqualTo(Csv.values("a,b\n" + plainly(cell) + ",x\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "u1",
                "5",
                "-5",
                "0",
                "0.5",
                "-1.50",
                "1483228800",
                "12345678901",
                "Jürgen",
                "a=1",
                "a@example.com",
                "true",
                "'1001",
                "<missing>",
                "[1, 2]",
                "{\"a\": 1}",
                "2017-01-01T00:00:00Z",
                "1e",
                "5 apples",
                "5 ",
                // Such formulas already.
                "=\"1002\"",
                "=\"\"",
                "=\"a\"\"b\""
            })
    void staysAsItIs(final String cell) {
        assertThat(SpreadsheetText.kept(cell)).isEqualTo(cell);
    }

    private static String plainly(final String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
