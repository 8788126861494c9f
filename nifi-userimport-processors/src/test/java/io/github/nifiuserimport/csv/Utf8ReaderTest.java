// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However ASCII and other characters change, and however little is read at a time. */
class Utf8ReaderTest {

    @Property
    void textIsReadAsJavaReadsIt(
            @ForAll("runs") final List<String> runs,
            @ForAll @IntRange(min = 1, max = 70) final int bytesAtATime,
            @ForAll @IntRange(min = 2, max = 200) final int charactersAtATime)
            throws IOException, FileFault {
        final String text = "id\n" + String.join("", runs);
        final Utf8Reader reader =
                Utf8Reader.open(new Dribble(text.getBytes(StandardCharsets.UTF_8), bytesAtATime));

        final StringBuilder read = new StringBuilder();
        readAll(reader, charactersAtATime, read);

        assertThat(read).hasToString(text);
        assertThat(reader.nulRead()).isEqualTo(text.indexOf('\0') >= 0);
    }

    @Property
    void whatStandsBeforeAMalformedByteIsReadFirst(
            @ForAll("runs") final List<String> before,
            @ForAll("runs") final List<String> behind,
            @ForAll @IntRange(min = 1, max = 70) final int bytesAtATime,
            @ForAll @IntRange(min = 2, max = 200) final int charactersAtATime)
            throws IOException, FileFault {
        final byte[] start = ("id\n" + String.join("", before)).getBytes(StandardCharsets.UTF_8);
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(start);
        content.write(0xFF);
        content.write(String.join("", behind).getBytes(StandardCharsets.UTF_8));
        final Utf8Reader reader = Utf8Reader.open(new Dribble(content.toByteArray(), bytesAtATime));

        final StringBuilder read = new StringBuilder();
        final NotUtf8Exception fault =
                catchThrowableOfType(
                        NotUtf8Exception.class, () -> readAll(reader, charactersAtATime, read));

        assertThat(read).hasToString(new String(start, StandardCharsets.UTF_8));
        assertThat(fault).hasMessageContaining("0xFF (offset " + start.length + ")");
    }

    private static void readAll(
            final Utf8Reader reader, final int charactersAtATime, final StringBuilder to)
            throws IOException {
        final char[] buffer = new char[charactersAtATime + 1];
        for (int count = reader.read(buffer, 1, charactersAtATime);
                count >= 0;
                count = reader.read(buffer, 1, charactersAtATime)) {
            to.append(buffer, 1, count);
        }
    }

    /** Runs of ASCII and of characters of two, three and four bytes, short ones and long ones. */
    @Provide
    Arbitrary<List<String>> runs() {
        return Arbitraries.of(
                        "x", "Main Street 12,", "\0", "\u00fc", "\u0436", "\u20ac", "\ud83d\ude00")
                .flatMap(
                        piece ->
                                Arbitraries.oneOf(
                                                Arbitraries.integers().between(1, 4),
                                                Arbitraries.integers().between(1, 3_000))
                                        .map(piece::repeat))
                .list()
                .ofMaxSize(12);
    }
}
