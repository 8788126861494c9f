// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.csv.Csv;
import io.github.nifiuserimport.csv.CsvFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    @Test
    void dotsMakeAPath() throws IOException, FileFault {
        try (RowReader reader = Csv.open("userId,userAttributes.address.city\n")) {
            assertThat(reader.header())
                    .containsExactly(
                            new Column(0, "userId", List.of("userId")),
                            new Column(
                                    1,
                                    "userAttributes.address.city",
                                    List.of("userAttributes", "address", "city")));
        }
    }

    @Test
    void spacesAndSymbolsWithinANameAreItsOwn() throws IOException, FileFault {
        assertThat(Csv.header("events.Added to cart.count,$email,\"a, b\",Имя,\ud83d\ude00\n"))
                .containsExactly(
                        "events.Added to cart.count", "$email", "a, b", "Имя", "\ud83d\ude00");
    }

    @Test
    void namesThatDifferInCaseAreDifferent() throws IOException, FileFault {
        assertThat(Csv.header("email,Email\n")).containsExactly("email", "Email");
    }

    @Test
    void aParentMayHaveManyChildrenApartFromEachOther() throws IOException, FileFault {
        assertThat(Csv.values("a.x,b,a.y.z,ab\n1,2,3,4\n"))
                .containsExactly(
                        Map.of("a", Map.of("x", 1L, "y", Map.of("z", 3L)), "b", 2L, "ab", 4L));
    }

    @Test
    void blankLinesBeforeItArePassedOver() throws IOException, FileFault {
        assertThat(Csv.header("\n  \n\r\nuserId,name\nu1,Ann\n")).containsExactly("userId", "name");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("a,b,a\n", "a", "twice, in places 1 and 3"),
                arguments("a.b,\"a.b\"\n", "a.b", "twice, in places 1 and 2"),
                arguments("a,a.b\n", "a", "parent of a.b"),
                arguments("a.b.c,x,a.b\n", "a.b", "parent of a.b.c"),
                arguments("a.b.c,a\n", "a", "parent of a.b.c"),
                arguments(",a\n", null, "column 1 of the header has no name"),
                arguments("a,\"\",b\n", null, "column 2 of the header has no name"),
                arguments("a..b,c\n", "a..b", "dot"),
                arguments(".a,c\n", ".a", "dot"),
                arguments("a.,c\n", "a.", "dot"),
                arguments(".,c\n", ".", "dot"),
                arguments("\" a\",b\n", " a", "U+0020 SPACE at the beginning of \" a\""),
                arguments("a,\"b \"\n", "b ", "U+0020 SPACE at the end of \"b \""),
                arguments("a,\" b\"\n", " b", "U+0020 SPACE at the beginning"),
                arguments("a,x. b\n", "x. b", "U+0020 SPACE at the beginning of \" b\""),
                arguments("a,x .b\n", "x .b", "U+0020 SPACE at the end of \"x \""),
                arguments("a,b\tc\n", "b<U+0009>c", "U+0009 CHARACTER TABULATION at position 2"),
                arguments("a,b\u00a0c\n", "b<U+00A0>c", "U+00A0 NO-BREAK SPACE at position 2"),
                arguments("us\u200ber,b\n", "us<U+200B>er", "U+200B ZERO WIDTH SPACE"),
                arguments("a,\ufeffb\n", "<U+FEFF>b", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
                arguments("a,b\u200d\n", "b<U+200D>", "U+200D ZERO WIDTH JOINER"),
                arguments("a,\u202eb\n", "<U+202E>b", "U+202E RIGHT-TO-LEFT OVERRIDE"),
                arguments("a,b\u3164\n", "b<U+3164>", "U+3164 HANGUL FILLER"),
                arguments("a,b\ufe0f\n", "b<U+FE0F>", "U+FE0F VARIATION SELECTOR-16"),
                arguments("a,1\ufe0f\n", "1<U+FE0F>", "U+FE0F VARIATION SELECTOR-16"),
                arguments("a,b\u180b\n", "b<U+180B>", "U+180B MONGOLIAN FREE VARIATION"),
                arguments("a,\"b\nc\"\n", "b<U+000A>c", "U+000A LINE FEED"),
                arguments("a,b\u007f\n", "b<U+007F>", "U+007F DELETE"),
                arguments("a,\ud83d\ude00\u2028\n", "\ud83d\ude00<U+2028>", "at position 2"),
                arguments("u\0s\0e\0r\0,b\n", "u<U+0000>s<U+0000>e<U+0000>r<U+0000>", "UTF-16"),
                arguments("a," + "b".repeat(1001) + "\n", null, "name of column 2 has 1,001"),
                arguments("a," + "b.".repeat(100) + "b\n", "b.".repeat(100) + "b", "101 levels"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsNameTheColumn(final String content, final String column, final String reason) {
        final FileFault fault = Csv.fault(content);
        assertThat(fault.line()).isEqualTo(1);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.reason()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2764\ufe0f",
                "\u845b\udb40\udd00",
                "Option 1\ufe0f\u20e3",
                "\u1820\u180b"
            })
    void theShapeOfAnEmojiOrLetterIsNoFault(final String name) throws Exception {
        assertThat(Csv.header(name + ",b\n")).containsExactly(name, "b");
    }

    @Test
    void faultsNameTheLineOfTheFile() {
        assertThat(Csv.fault("\n\na,a\n").line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "   \n\t\n", "\ufeff", "\ufeff\n"})
    void aFileWithoutAnyTextHasNoHeader(final String content) {
        assertThat(Csv.fault(content)).hasMessageContaining("no header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId,name", "userId,name\n", "userId,name\r\n\r\n", "userId"})
    void aHeaderAloneIsAFileWithoutRows(final String content) throws IOException, FileFault {
        assertThat(Csv.rows(content)).isEmpty();
    }

    @Test
    void tenThousandColumnsAreRead() throws IOException, FileFault {
        final String header = names(10_000);
        final String row = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(commas());
        final Map<String, Object> values = Csv.values(header + "\n" + row + "\n").getFirst();
        assertThat(values.get("n7")).isEqualTo(Map.of("v", 7L));
        assertThat(values).hasSize(10_000);
    }

    @Test
    void moreColumnsThanTheLimitAreRefused() {
        assertThat(Csv.fault(names(10_001) + "\n"))
                .hasMessageContaining("10,001 columns; at most 10,000");
        assertThat(Csv.fault(names(50_000) + "\n"))
                .hasMessageContaining("50,000 columns; at most 10,000");
        assertThat(Csv.fault(CsvFormat.builder().maxColumns(2).build(), "a,b,c\n"))
                .hasMessageContaining("3 columns; at most 2");
    }

    @Test
    void aHeaderOverTheRowLimitIsRefused() {
        assertThat(Csv.fault(CsvFormat.builder().maxRowLength(10).build(), "aaaa,bbbb,cccc\n"))
                .hasMessageContaining("header has more than the 10 characters");
    }

    private static String names(final int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i + ".v").collect(commas());
    }

    private static Collector<CharSequence, ?, String> commas() {
        return Collectors.joining(",");
    }
}
