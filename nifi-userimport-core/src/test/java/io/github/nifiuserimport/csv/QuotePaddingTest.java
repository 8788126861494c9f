// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is dropped beside quotes, wherever one piece of the file ends and the next begins. */
class QuotePaddingTest {

    private static final int WHOLE = 100_000;

    @Example
    void spacesAndTabsBesideQuotesAreDropped() throws IOException, FileFault {
        assertThat(read("a, \"b\"\t,c\n \"d\" \r\n", WHOLE, WHOLE))
                .isEqualTo("a,\"b\",c\n\"d\"\r\n");
    }

    @Example
    void allOthersStay() throws IOException, FileFault {
        final String text = "a , 5\" b,\"c, \"\" d \"\n x \"y\" ,\"e\" f\n";
        assertThat(read(text, WHOLE, WHOLE)).isEqualTo(text);
    }

    @Property(tries = 200)
    void piecesMakeNoDifference(
            @ForAll("texts") final String text,
            @ForAll("sizes") final int bytesAtATime,
            @ForAll("sizes") final int charactersAtATime)
            throws IOException, FileFault {
        assertThat(read(text, bytesAtATime, charactersAtATime)).isEqualTo(read(text, WHOLE, WHOLE));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of(
                        " ", "  ", "\t", "\"", "\"", ",", ",", "\n", "\r", "a", " ".repeat(9_000))
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    static Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(2, 9);
    }

    private static String read(
            final String text, final int bytesAtATime, final int charactersAtATime)
            throws IOException, FileFault {
        final Dribble content = new Dribble(text.getBytes(StandardCharsets.UTF_8), bytesAtATime);
        // Cells are said to come to an end all the time, so that none is too long.
        final long[] cells = new long[1];
        final ParserInput input =
                new ParserInput(Utf8Reader.open(content), () -> cells[0]++, Integer.MAX_VALUE);
        final StringBuilder read = new StringBuilder();
        final char[] target = new char[charactersAtATime];
        try (QuotePadding padding = new QuotePadding(input, ',')) {
            int count = padding.read(target, 0, target.length);
            while (count >= 0) {
                read.append(target, 0, count);
                count = padding.read(target, 0, target.length);
            }
        }
        return read.toString();
    }
}
