// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.value.ExcelText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows are cut where the reader cuts them, without being decoded. */
class RawRowsTest {

    /** A row as it was cut. */
    private record Cut(long line, String bytes, String key, int marked) {}

    private static List<Cut> cuts(final RawRows rows) throws IOException {
        final List<Cut> cuts = new ArrayList<>();
        while (rows.next()) {
            cuts.add(
                    new Cut(
                            rows.line(),
                            text(rows.buffer(), rows.start(), rows.end()),
                            text(rows.keyBuffer(), rows.keyFrom(), rows.keyTo()),
                            rows.marked()));
        }
        return cuts;
    }

    private static String text(final byte[] bytes, final int from, final int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Property(tries = 5_000)
    void anyTextIsCutAsTheReaderCutsIt(
            @ForAll("files") final String text,
            @ForAll("delimiters") final Delimiter delimiter,
            @ForAll @IntRange(min = 1, max = 20) final int step,
            @ForAll final boolean marks,
            @ForAll @IntRange(min = 0, max = 2) final int keyAt,
            @ForAll final boolean trimmed)
            throws IOException {
        final CsvFormat format =
                CsvFormat.builder()
                        .delimiter(delimiter)
                        .typed(false)
                        .rules(CsvFormat.defaults().rules().withTrimmed(trimmed))
                        .build();
        final byte[] content = text.getBytes(StandardCharsets.UTF_8);
        final List<Row> read = new ArrayList<>();
        final CsvNotation notation;
        try (RowReader reader = Csv.open(format, content)) {
            notation = (CsvNotation) reader.notation();
        } catch (final FileFault e) {
            return;
        }
        boolean faulty = false;
        try {
            read.addAll(Csv.rows(format, content));
        } catch (final FileFault e) {
            faulty = true;
        }

        final List<Column> header = notation.header();
        final Delimiter found = Delimiter.parse(String.valueOf(notation.delimiter()));
        final List<Column> marking = marks ? List.of(header.getLast()) : List.of();
        final List<Column> marked = header.size() > 1 ? marking : List.of();
        // The last one is what marks.
        final Column key = header.get(keyAt % Math.max(1, header.size() - (marks ? 1 : 0)));
        final List<Cut> cuts;
        final boolean doubtful;
        final byte[] start;
        try (RawRows rows =
                RawRows.open(new Dribble(content, step), format, notation, key, marked)) {
            start = rows.header();
            cuts = cuts(rows);
            doubtful = rows.isDoubtful();
        }

        assertThat(doubtful).isEqualTo(faulty);
        if (faulty) {
            return;
        }
        assertThat(cuts).extracting(Cut::line).isEqualTo(read.stream().map(Row::line).toList());
        for (int i = 0; i < cuts.size(); i++) {
            final Cut cut = cuts.get(i);
            final RawCells cells = read.get(i).cells();
            assertThat(alone(format.toBuilder().delimiter(found).build(), start, cut.bytes).cells())
                    .isEqualTo(cells);
            final String said =
                    key.index() < cells.size()
                            ? ExcelText.unwrapped(cells.texts()[key.index()])
                            : "";
            assertThat(cut.key).isEqualTo(said);
            final String last = cells.texts()[cells.size() - 1];
            final boolean isMarked =
                    marks
                            && header.size() > 1
                            && cells.size() == header.size()
                            && !last.isEmpty()
                            && (cells.quoted().get(cells.size() - 1) || !last.equals("\\N"));
            if (read.get(i) instanceof Row.PassedOver) {
                // A header that is written in another way may count: the file is left whole then.
                assertThat(cut.marked).isIn(-1, header.size() - 1);
            } else {
                assertThat(cut.marked).isEqualTo(isMarked ? header.size() - 1 : -1);
            }
        }
        final byte[] part = part(notation.delimiter(), start, cuts);
        final CsvFormat ofParts = format.toBuilder().lineColumn(true).build();
        try (RawRows rows = RawRows.open(new Dribble(part, step), ofParts, notation, key, marked)) {
            assertThat(rows.header()).isEqualTo(start);
            assertThat(cuts(rows)).isEqualTo(cuts);
            assertThat(rows.isDoubtful()).isFalse();
        }
    }

    /** The same rows, each behind its line. */
    private static byte[] part(final char delimiter, final byte[] header, final List<Cut> cuts) {
        final StringBuilder part = new StringBuilder(LineColumn.NAME).append(delimiter);
        part.append(new String(header, StandardCharsets.UTF_8));
        cuts.forEach(cut -> part.append(cut.line).append(delimiter).append(cut.bytes));
        return part.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Row alone(final CsvFormat format, final byte[] header, final String text) {
        final byte[] row = text.getBytes(StandardCharsets.UTF_8);
        final byte[] file = Arrays.copyOf(header, header.length + row.length);
        System.arraycopy(row, 0, file, header.length, row.length);
        try {
            return Csv.rows(format, file).getFirst();
        } catch (final IOException | FileFault e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 5_000)
    void bytesAreUtf8WhereTheDecoderSaysSo(
            @ForAll("almostUtf8") final byte[] content,
            @ForAll @IntRange(min = 1, max = 20) final int step) {
        boolean decodes = true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
        } catch (final CharacterCodingException e) {
            decodes = false;
        }
        final Utf8Check check = new Utf8Check();
        boolean accepted = true;
        for (int i = 0; i < content.length && accepted; i += step) {
            accepted = check.accepts(content, i, Math.min(content.length, i + step));
        }
        assertThat(accepted && check.isComplete()).isEqualTo(decodes);
    }

    @Test
    void linesAreCountedOverHundredsOfBuffers() throws IOException, FileFault {
        final String row = "u,\"two\nlines of some length\"\n";
        final byte[] content = ("a,b\n" + row.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        final CsvNotation notation;
        try (RowReader reader = Csv.open(CsvFormat.defaults(), content)) {
            notation = (CsvNotation) reader.notation();
        }
        try (RawRows rows =
                RawRows.open(
                        new ByteArrayInputStream(content),
                        CsvFormat.defaults(),
                        notation,
                        notation.header().getFirst(),
                        List.of())) {
            long expected = 2;
            while (rows.next()) {
                assertThat(rows.line()).isEqualTo(expected);
                assertThat(rows.end() - rows.start()).isEqualTo(row.length());
                expected += 2;
            }
            assertThat(expected).isEqualTo(200_002);
        }
    }

    @Test
    void aRowThatMayBeOverTheLimitIsInDoubt() throws IOException, FileFault {
        final CsvFormat format = CsvFormat.builder().maxRowLength(1_000_000).build();
        final CsvNotation notation;
        final byte[] content =
                ("a,b\n1,2\n3," + "x".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
        try (RowReader reader = Csv.open(format, content)) {
            notation = (CsvNotation) reader.notation();
        }
        try (RawRows rows =
                RawRows.open(
                        new ByteArrayInputStream(content),
                        format,
                        notation,
                        notation.header().getFirst(),
                        List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.isDoubtful()).isFalse();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isDoubtful()).isTrue();
        }
    }

    @Provide
    Arbitrary<Delimiter> delimiters() {
        return Arbitraries.of(Delimiter.class).filter(each -> each != Delimiter.DETECT);
    }

    @Provide
    Arbitrary<String> files() {
        final Arbitrary<String> headers =
                Arbitraries.of(
                        "a",
                        "a,b",
                        "a;b",
                        "a|b|c",
                        "a\tb",
                        "a b",
                        "\"a\",\"b\"",
                        "\n \na,\"b\nc\"",
                        "\ufeffa,b",
                        "a,b,line,column,error",
                        "a,b,,",
                        "a;b;line;column;error;;",
                        " a , \"b\" ",
                        "sep=;\na;b",
                        "\ufeff\"sep=|\"\r\na|b",
                        ",,\n\"\",\na,b",
                        "a,b\na,b",
                        "\ufeff\r\na;b;line;column;error");
        final Arbitrary<String> scraps =
                Arbitraries.of(
                                ",",
                                ";",
                                "|",
                                "\"",
                                "\"\"",
                                "\n",
                                "\r",
                                "\r\n",
                                "\n\n",
                                " ",
                                "\t",
                                "x",
                                "1",
                                "\0",
                                "\u00e9",
                                "\u4e2d",
                                "\ud83d\ude00",
                                "long text",
                                "\"quoted, and \"\"so\"\"\"",
                                "\"two\r\nlines\"",
                                "u1",
                                "\\N",
                                "=\"1\"",
                                "\"=\"\"1\"\"\"",
                                "a,b\n",
                                ",,\n",
                                " , , \n",
                                " \"x\" ",
                                "\t\"y,z\"\t,",
                                "u1,",
                                ",u2\n")
                        .list()
                        .ofMaxSize(40)
                        .map(parts -> String.join("", parts));
        return headers.flatMap(
                header ->
                        Arbitraries.of("\n", "\r", "\r\n")
                                .flatMap(end -> scraps.map(rest -> header + end + rest)));
    }

    @Provide
    Arbitrary<byte[]> almostUtf8() {
        final Arbitrary<byte[]> characters =
                Arbitraries.of(
                                "abcdefghij",
                                "\u00e9",
                                "\u07ff\u0800",
                                "\ud7ff\ue000",
                                "\uffff",
                                "\ud800\udc00",
                                "\udbff\udfff")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        final Arbitrary<byte[]> raw =
                Arbitraries.of(
                                0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF)
                        .map(value -> new byte[] {value.byteValue()});
        return Arbitraries.frequencyOf(Tuple.of(6, characters), Tuple.of(1, raw))
                .list()
                .ofMaxSize(12)
                .map(RawRowsTest::joined);
    }

    private static byte[] joined(final List<byte[]> pieces) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
