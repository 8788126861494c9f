// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.CellTyper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever stands in a file is read back exactly, or refused with a reason. */
class CsvRoundTripTest {

    private static final int COLUMNS = 3;

    private static final CsvFormat UNTRIMMED =
            CsvFormat.builder().rules(CsvFormat.defaults().rules().withTrimmed(false)).build();

    @Property
    void whatAnotherWriterWroteIsReadBack(
            @ForAll("tables") final List<List<String>> table,
            @ForAll("delimiters") final Delimiter delimiter,
            @ForAll final LineEnd lineEnd,
            @ForAll final boolean byteOrderMark)
            throws IOException, FileFault {
        final StringWriter text = new StringWriter();
        text.write(byteOrderMark ? "\ufeff" : "");
        try (CsvWriter writer =
                CsvWriter.builder()
                        .fieldSeparator(delimiter.symbol())
                        .lineDelimiter(lineEnd.delimiter)
                        .build(text)) {
            writer.writeRecord("first", "second", "third");
            table.forEach(writer::writeRecord);
        }

        final List<Row> rows =
                Csv.rows(UNTRIMMED.toBuilder().delimiter(delimiter).build(), text.toString());

        assertThat(rows).extracting(row -> List.of(row.cells().texts())).isEqualTo(table);
    }

    @Property
    void whatWeWriteIsReadBackWithItsQuotes(
            @ForAll("tables") final List<List<String>> table,
            @ForAll("delimiters") final Delimiter delimiter,
            @ForAll final long quotes)
            throws IOException, FileFault {
        final char symbol = delimiter.symbol();
        final StringBuilder text =
                new StringBuilder(CsvText.encode(List.of("first", "second", "third"), symbol));
        final List<RawCells> written = new ArrayList<>();
        for (final List<String> texts : table) {
            final RawCells cells =
                    new RawCells(
                            texts.toArray(String[]::new),
                            BitSet.valueOf(new long[] {quotes & 0b111}));
            written.add(cells);
            text.append('\n').append(CsvText.encode(cells, 0, COLUMNS, symbol));
        }

        final List<Row> rows =
                Csv.rows(UNTRIMMED.toBuilder().delimiter(delimiter).build(), text.toString());

        assertThat(rows).hasSameSizeAs(written);
        for (int i = 0; i < written.size(); i++) {
            final RawCells read = rows.get(i).cells();
            final RawCells expected = written.get(i);
            assertThat(read.texts()).isEqualTo(expected.texts());
            // A cell may gain quotes it needs; an empty one never does.
            IntStream.range(0, COLUMNS)
                    .filter(cell -> expected.texts()[cell].isEmpty())
                    .forEach(
                            cell ->
                                    assertThat(read.quoted().get(cell))
                                            .isEqualTo(expected.quoted().get(cell)));
        }
    }

    @Property
    void typingNeverGarbles(@ForAll("cells") final String cell) {
        try {
            final Object value = cell.isEmpty() ? cell : CellTyper.value(cell);
            switch (value) {
                case Long whole -> assertThat(whole.toString()).isEqualTo(cell);
                case BigDecimal decimal -> assertThat(decimal.toPlainString()).isEqualTo(cell);
                case Boolean logical -> assertThat(logical.toString()).isEqualToIgnoringCase(cell);
                case String text -> assertThat(text).isEqualTo(cell);
                default -> assertThat(cell).matches("(?s)\\[.*\\]|\\{.*\\}");
            }
        } catch (final CellFault e) {
            assertThat(e).hasMessageStartingWith("holds ");
        }
    }

    @Property
    void anyBytesAreRowsOrAFault(@ForAll final byte[] content) throws IOException {
        try {
            Csv.rows(CsvFormat.defaults(), content)
                    .forEach(row -> assertThat(row.line()).isPositive());
        } catch (final FileFault e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Property
    void anyTextMadeOfWhatMattersIsRowsOrAFault(
            @ForAll("scraps") final String content,
            @ForAll @IntRange(min = 1, max = 40) final int limit)
            throws IOException {
        final byte[] bytes = ("a,b\n" + content).getBytes(StandardCharsets.UTF_8);
        try {
            Csv.rows(CsvFormat.builder().maxRowLength(Math.max(3, limit)).build(), bytes);
        } catch (final FileFault e) {
            assertThat(e.line()).isPositive();
        }
    }

    @Property
    void skippingRowsAndReadingThemComesToTheSame(
            @ForAll("scraps") final String content, @ForAll @IntRange(max = 5) final int skipped)
            throws IOException {
        final String file = "a,b\n" + content;
        final List<Row> rows;
        try {
            rows = Csv.rows(file);
        } catch (final FileFault e) {
            return;
        }
        try (RowReader reader = Csv.open(file)) {
            reader.skip(skipped);
            for (int i = skipped; i < rows.size(); i++) {
                assertThat(reader.next()).isEqualTo(rows.get(i));
            }
            assertThat(reader.next()).isNull();
        } catch (final FileFault e) {
            throw new AssertionError(e);
        }
    }

    enum LineEnd {
        LF(LineDelimiter.LF),
        CR(LineDelimiter.CR),
        CRLF(LineDelimiter.CRLF);

        private final LineDelimiter delimiter;

        LineEnd(final LineDelimiter delimiter) {
            this.delimiter = delimiter;
        }
    }

    @Provide
    Arbitrary<Delimiter> delimiters() {
        return Arbitraries.of(Delimiter.class).filter(each -> each != Delimiter.DETECT);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return cells().list()
                .ofSize(COLUMNS)
                // A row without a text is passed over.
                .filter(row -> !String.join("", row).matches("[ \t]*"))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars(",;|\t \"\r\n[]{}.-+0123456789eEtrufals")
                        .ofMaxLength(12),
                Arbitraries.strings().withCharRange('\u0001', '\ud7ff').ofMaxLength(12),
                Arbitraries.strings().numeric().ofMaxLength(18),
                Arbitraries.of("", "\ud83d\ude00", "007", "true", "[a, b]", "{\"a\":1}"));
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        ",", ";", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\t", "x", "1", "[", "]",
                        "{", "}", "\0", "\u00e9", "true", "\"a\":")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
