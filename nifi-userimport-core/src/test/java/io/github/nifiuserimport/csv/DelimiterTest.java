// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimiterTest {

    static Stream<Arguments> detected() {
        return Stream.of(
                arguments("commas", "a,b,c\n1,2,3\n", ','),
                arguments("semicolons", "a;b;c\n1;2;3\n", ';'),
                arguments("tabs", "a\tb\tc\n1\t2\t3\n", '\t'),
                arguments("pipes", "a|b|c\n1|2|3\n", '|'),
                arguments("spaces", "userId age\nu1 24\nu2 25\n", ' '),
                arguments("header only", "a;b;c", ';'),
                arguments("one column", "userId\nu1\n", ','),
                arguments("one column, nothing else", "userId", ','),
                arguments("spaces within names", "events.Added to cart.count,a\n1,2\n", ','),
                arguments("one column with spaces", "full name\nAnn\nBob Lee\n", ','),
                arguments("spaces, no row to believe it by", "user id", ','),
                arguments("spaces, one row disagrees", "user id\na b\na b c\n", ','),
                arguments("quoted delimiters do not count", "\"a,b,c\";d\n\"1,2\";3\n", ';'),
                arguments("decimal commas in the rows", "a;b\n1,5;2,5\n1,5;2,5\n", ';'),
                arguments("lists in the rows", "id;tags\n1;[a, b, c]\n2;[d]\n", ';'),
                arguments("the rows decide", "id;Last, first;x\n1;Potter;x\n2;Snape;y\n", ';'),
                arguments("frequency decides", "a,b,c;d\n1,2,3;4\n", ','),
                arguments("ragged rows", "a,b,c\n1,2\n1,2,3\n1\n", ','),
                arguments("line breaks in quotes", "a;b,c\n1;\"2\n,,\"\n3;4\n", ';'),
                arguments("doubled quotes", "\"a \"\"x;y\"\" b\",c\n1,2\n", ','),
                arguments("quotes within an unquoted cell", "5\" a;b\n5\"\";2\n1;2\n", ';'),
                arguments("blank lines first", "\n \r\na;b\n1;2\n", ';'),
                arguments("a byte order mark first", "\ufeffa;b\n1;2\n", ';'),
                arguments("carriage returns", "a;b\r1;2\r", ';'),
                arguments(
                        "dashly's sample", "\"$user_id\";\"$name\"\n777;\"Harry Potter\"\n", ';'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("detected")
    void isDetected(final String what, final String content, final char delimiter)
            throws IOException, FileFault {
        try (RowReader reader = Csv.open(content)) {
            assertThat(delimiter(reader)).as(what).isEqualTo(delimiter);
        }
    }

    @Test
    void isDetectedInAHeaderOfAnyLength() throws IOException, FileFault {
        final String header =
                IntStream.range(0, 9_000)
                        .mapToObj(i -> "attributes.some rather long name " + i)
                        .collect(Collectors.joining("|"));
        try (RowReader reader = Csv.open(header + "\n")) {
            assertThat(delimiter(reader)).isEqualTo('|');
            assertThat(reader.header()).hasSize(9_000);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Delimiter.class, mode = EnumSource.Mode.EXCLUDE, names = "DETECT")
    void theOneThatIsSetIsUsed(final Delimiter delimiter) throws IOException, FileFault {
        final String content = "a\tb\n1\t2\n";
        try (RowReader reader =
                Csv.open(
                        CsvFormat.builder().delimiter(delimiter).build(),
                        content.replace('\t', delimiter.symbol()))) {
            assertThat(delimiter(reader)).isEqualTo(delimiter.symbol());
            assertThat(reader.header()).hasSize(2);
            assertThat(reader.next()).isInstanceOf(Row.Values.class);
        }
    }

    @Test
    void aHeaderCutByTheWrongOneSaysWhichOneIsInForce() {
        final String header =
                IntStream.range(0, 200)
                        .mapToObj(i -> "column" + i)
                        .collect(Collectors.joining(";"));
        assertThat(Csv.fault(CsvFormat.builder().delimiter(Delimiter.COMMA).build(), header + "\n"))
                .hasMessageContaining("delimiter another one than comma (,)?");
    }

    @Test
    void aTabInANameSuggestsThatItIsTheDelimiter() {
        assertThat(
                        Csv.fault(
                                CsvFormat.builder().delimiter(Delimiter.COMMA).build(),
                                "a\tb\n1\t2\n"))
                .hasMessageContaining("if it is the delimiter, set it: comma (,) is in force");
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments(",", Delimiter.COMMA),
                arguments("comma", Delimiter.COMMA),
                arguments("Semicolon", Delimiter.SEMICOLON),
                arguments(" ; ", Delimiter.SEMICOLON),
                arguments("|", Delimiter.PIPE),
                arguments("PIPE", Delimiter.PIPE),
                arguments("\t", Delimiter.TAB),
                arguments("\\t", Delimiter.TAB),
                arguments("Tab", Delimiter.TAB),
                arguments(" ", Delimiter.SPACE),
                arguments("Space", Delimiter.SPACE),
                arguments("Detect", Delimiter.DETECT),
                arguments("", Delimiter.DETECT),
                arguments(null, Delimiter.DETECT));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void isNamedOrGivenItself(final String text, final Delimiter delimiter) {
        assertThat(Delimiter.parse(text)).isEqualTo(delimiter);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ",,", "\n", "\"", "komma", "\\n", "\0"})
    void anythingElseIsRefused(final String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Delimiter.parse(text))
                .withMessageContaining("use Detect, Comma");
    }

    @Test
    void isDescribedInWords() {
        assertThat(Delimiter.describe(';')).isEqualTo("semicolon (;)");
        assertThat(Delimiter.describe('\t')).isEqualTo("tab");
        assertThat(Delimiter.describe(' ')).isEqualTo("space");
    }

    private static char delimiter(final RowReader reader) {
        return ((CsvNotation) reader.notation()).delimiter();
    }
}
