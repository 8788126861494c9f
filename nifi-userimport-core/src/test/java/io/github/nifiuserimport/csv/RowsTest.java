// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    private static final CsvFormat EMPTY_STRINGS =
            CsvFormat.builder().rules(CsvFormat.defaults().rules().withEmptyStrings(true)).build();

    private static final CsvFormat UNTRIMMED =
            CsvFormat.builder().rules(CsvFormat.defaults().rules().withTrimmed(false)).build();

    @Test
    void theSampleOfTheReferenceGivesFriendsAsAList() throws IOException, FileFault {
        assertThat(
                        Csv.values(
                                """
                                userId,created,lastActive,userAttributes.age,userAttributes.gender,userAttributes.friends
                                sample_user,1483228800,1496275200,24,female,"[Jimmy, Sara, Amy]"
                                """))
                .containsExactly(
                        Map.of(
                                "userId",
                                "sample_user",
                                "created",
                                1483228800L,
                                "lastActive",
                                1496275200L,
                                "userAttributes",
                                Map.of(
                                        "age",
                                        24L,
                                        "gender",
                                        "female",
                                        "friends",
                                        List.of("Jimmy", "Sara", "Amy"))));
    }

    @Test
    void valuesStandInTheOrderOfTheHeader() throws IOException, FileFault {
        final Map<String, Object> values = Csv.values("c,b.y,a,b.x\n1,2,3,4\n").getFirst();
        assertThat(values.keySet()).containsExactly("c", "b", "a");
        assertThat(values.toString()).isEqualTo("{c=1, b={y=2, x=4}, a=3}");
    }

    @Test
    void anEmptyCellIsNotGiven() throws IOException, FileFault {
        assertThat(Csv.values("a,b.x,b.y,c.z\n1,,2,\n"))
                .containsExactly(Map.of("a", 1L, "b", Map.of("y", 2L)));
        assertThat(Csv.values("a,b.x\n\\N,\n")).containsExactly(Map.of());
    }

    @Test
    void aQuotedEmptyCellIsNotGivenEither() throws IOException, FileFault {
        assertThat(Csv.values("a,b\n\"\",1\n")).containsExactly(Map.of("b", 1L));
    }

    @Test
    void aQuotedEmptyCellIsAnEmptyStringWhenTold() throws IOException, FileFault {
        assertThat(Csv.values(EMPTY_STRINGS, "a,b\n\"\",1\n"))
                .containsExactly(Map.of("a", "", "b", 1L));
        assertThat(Csv.values(EMPTY_STRINGS, "a,b\n1,\"\""))
                .containsExactly(Map.of("a", 1L, "b", ""));
    }

    @Test
    void anEmptyCellClearsTheValueWhenTold() throws IOException, FileFault {
        final CsvFormat clear =
                CsvFormat.builder()
                        .rules(CsvFormat.defaults().rules().withEmptyCells(EmptyCells.CLEAR))
                        .build();
        final Map<String, Object> values = Csv.values(clear, "a,b.x,c,d\n,,\"\",1\n").getFirst();
        assertThat(values).containsOnlyKeys("a", "b", "c", "d");
        assertThat(values.get("a")).isNull();
        assertThat(values.get("b")).hasToString("{x=null}");
        assertThat(values.get("c")).isNull();
        assertThat(
                        Csv.values(
                                clear.toBuilder()
                                        .rules(clear.rules().withEmptyStrings(true))
                                        .build(),
                                "a,b\n,\"\"\n1,\"\"\n"))
                .hasSize(1)
                .first()
                .hasToString("{a=1, b=}");
    }

    @Test
    void quotesSayNothingAboutTypes() throws IOException, FileFault {
        assertThat(Csv.values("a,b\n\"24\",\"true\"\n"))
                .containsExactly(Map.of("a", 24L, "b", true));
    }

    @Test
    void typingCanBeTurnedOff() throws IOException, FileFault {
        assertThat(Csv.values(CsvFormat.builder().typed(false).build(), "a,b,c\n24,[x],{}\n"))
                .containsExactly(Map.of("a", "24", "b", "[x]", "c", "{}"));
    }

    @Test
    void columnsCanBeKeptAsText() throws IOException, FileFault {
        final CsvFormat format = CsvFormat.builder().textColumns(Set.of("b")).build();
        try (RowReader reader =
                format.open(
                        new ByteArrayInputStream(
                                "a,b,c.d\n1,2,3\n".getBytes(StandardCharsets.UTF_8)),
                        names ->
                                names.stream()
                                        .map(
                                                name ->
                                                        new ColumnPlace(
                                                                HeaderMapping.segments(name),
                                                                name.equals("c.d")))
                                        .toList())) {
            assertThat(((Row.Values) reader.next()).values())
                    .isEqualTo(Map.of("a", 1L, "b", "2", "c", Map.of("d", "3")));
        }
    }

    @Test
    void cellsAreKeptAsTheyStand() throws IOException, FileFault {
        final RawCells cells = Csv.rows("a,b,c,d\n 1 ,\"x\"\"y\",,\"\"\n").getFirst().cells();
        assertThat(cells.texts()).containsExactly("1", "x\"y", "", "");
        final BitSet quoted = new BitSet();
        quoted.set(1);
        quoted.set(3);
        assertThat(cells.quoted()).isEqualTo(quoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndAnyWay(final String end) throws IOException, FileFault {
        final String content = String.join(end, "a,b", "1,2", "", "3,\"4\"", "", "");
        assertThat(Csv.rows(content)).extracting(Row::line).containsExactly(2L, 4L);
        assertThat(Csv.values(content))
                .containsExactly(Map.of("a", 1L, "b", 2L), Map.of("a", 3L, "b", 4L));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException, FileFault {
        assertThat(Csv.values("a,b\n1,")).containsExactly(Map.of("a", 1L));
        assertThat(Csv.values("a,b\n1,\"\"")).containsExactly(Map.of("a", 1L));
        assertThat(Csv.values("a,b\n1,x\r")).containsExactly(Map.of("a", 1L, "b", "x"));
    }

    @Test
    void quotedCellsHoldDelimitersQuotesAndLineBreaks() throws IOException, FileFault {
        assertThat(Csv.values("a,b\n\"x,y\",\"p\r\n\"\"q\"\"\"\n"))
                .containsExactly(Map.of("a", "x,y", "b", "p\r\n\"q\""));
    }

    @Test
    void aQuoteWithinAnUnquotedCellIsPartOfIt() throws IOException, FileFault {
        assertThat(Csv.values("a,b\nx\"y\",5\" disk\n"))
                .containsExactly(Map.of("a", "x\"y\"", "b", "5\" disk"));
    }

    @Test
    void linesOfWhiteSpaceAreBlank() throws IOException, FileFault {
        assertThat(Csv.rows("a,b\n  \n1,2\n\t\n")).extracting(Row::line).containsExactly(3L);
        assertThat(Csv.values("a\n  \nx\n")).containsExactly(Map.of("a", "x"));
        assertThat(Csv.values(UNTRIMMED, "a\n  \nx\n"))
                .containsExactly(Map.of("a", "  "), Map.of("a", "x"));
    }

    static Stream<Arguments> lineNumbers() {
        return Stream.of(
                arguments("a,b\n1,2\n3,4\n", List.of(2L, 3L)),
                arguments("a,b\n1,\"x\ny\"\n3,4\n", List.of(2L, 4L)),
                arguments("a,b\r\n1,\"x\r\ny\"\r\n3,4\r\n", List.of(2L, 4L)),
                arguments("a,b\r1,\"x\ry\"\r3,4\r", List.of(2L, 4L)),
                arguments("a,b\n1,\"x\ry\nz\"\n3,4\n", List.of(2L, 5L)),
                arguments("a,b\n1,\"x\n\ry\"\n3,4\n", List.of(2L, 5L)),
                arguments("a,b\n\"\n\n\",\"\r\n\r\n\"\n3,4\n", List.of(2L, 7L)),
                arguments("a,b\n\n\n1,2\n\n3,4", List.of(4L, 6L)),
                arguments("a,b\n1\n\"x\ny\",2,3\n3,4\n", List.of(2L, 3L, 5L)));
    }

    @ParameterizedTest
    @MethodSource("lineNumbers")
    void aRowsLineIsTheOneItStartsOn(final String content, final List<Long> lines)
            throws IOException, FileFault {
        assertThat(Csv.rows(content)).extracting(Row::line).isEqualTo(lines);
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                arguments(
                        "a,b\n1\n",
                        null,
                        "the row has 1 cell, the header has 2 columns; add the missing ones"),
                arguments(
                        "a,b\n1,2,3\n",
                        null,
                        "the row has 3 cells, the header has 2 columns; put a cell that holds the delimiter, comma (,), in double quotes"),
                arguments("a\n1,2\n", null, "the row has 2 cells, the header has 1 column"),
                arguments("a,b\n1,x\0y\n", "b", "U+0000"),
                arguments("a,b.c\n1,\"{\"\"x\"\":\"\"\\u0000\"\"}\"\n", "b.c", "\\u0000"),
                arguments("a,b\n1,\"[\"\"\\ud800\"\"]\"\n", "b", "\\ud800"));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void aRowIsRejectedWithItsColumnAndReason(
            final String content, final String column, final String error)
            throws IOException, FileFault {
        final Row.Rejected row = Csv.rejected(content);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.column()).isEqualTo(column);
        assertThat(row.error()).contains(error);
    }

    @Test
    void otherRowsGoOnAfterARejectedOne() throws IOException, FileFault {
        final List<Row> rows = Csv.rows("a,b\n1,2\n3\n4,5\n");
        assertThat(rows)
                .extracting(row -> row instanceof Row.Values)
                .containsExactly(true, false, true);
        assertThat(rows.get(1).cells().texts()).containsExactly("3");
    }

    @Test
    void textColumnsAreCheckedForNulToo() throws IOException, FileFault {
        assertThat(Csv.rows(CsvFormat.builder().typed(false).build(), "a,b\n1,x\0\n").getFirst())
                .isInstanceOf(Row.Rejected.class);
    }

    @Test
    void skippingPassesOverValuesAndRejectedRowsAlike() throws IOException, FileFault {
        try (RowReader reader = Csv.open("a,b\n1,2\n\n3\n\"x\ny\",4\n5,6\n")) {
            reader.skip(3);
            final Row row = reader.next();
            assertThat(row.line()).isEqualTo(7);
            assertThat(((Row.Values) row).values()).isEqualTo(Map.of("a", 5L, "b", 6L));
            reader.skip(10);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void skippingStillFindsFaultsOfTheFile() throws IOException, FileFault {
        try (RowReader reader = Csv.open("a,b\n1,2\n3,\"4\n")) {
            assertThatExceptionOfType(FileFault.class)
                    .isThrownBy(() -> reader.skip(5))
                    .withMessageContaining("line 3, column b");
        }
    }

    @Test
    void afterTheEndThereIsNothing() throws IOException, FileFault {
        try (RowReader reader = Csv.open("a,b\n1,2\n")) {
            reader.next();
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void theContentIsClosedWithTheReaderAndWhenOpeningFails() throws IOException, FileFault {
        final AtomicInteger closed = new AtomicInteger();
        CsvFormat.defaults().open(counting("a\n1\n", closed), HeaderMapping.DOTTED).close();
        assertThat(closed).hasValue(1);
        assertThatExceptionOfType(FileFault.class)
                .isThrownBy(
                        () ->
                                CsvFormat.defaults()
                                        .open(counting("a,a\n", closed), HeaderMapping.DOTTED));
        assertThat(closed).hasValue(2);
    }

    private static InputStream counting(final String content, final AtomicInteger closed) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Test
    void contentThatCannotBeReadIsNoFaultOfTheFile() throws IOException, FileFault {
        final byte[] start = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        final InputStream failing =
                new SequenceInputStream(
                        new ByteArrayInputStream(start),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the disk is gone");
                            }
                        });
        final CsvFormat format = CsvFormat.builder().delimiter(Delimiter.COMMA).build();
        try (RowReader reader = format.open(failing, HeaderMapping.DOTTED)) {
            reader.next();
            assertThatIOException().isThrownBy(reader::next).withMessage("the disk is gone");
        }
    }
}
