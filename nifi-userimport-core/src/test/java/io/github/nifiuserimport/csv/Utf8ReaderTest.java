// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.row.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However ASCII and other characters change, and however little is read at a time. */
class Utf8ReaderTest {

    @Property
    void textIsReadAsJavaReadsIt(
            @ForAll("runs") final List<String> runs,
            @ForAll("bytesAtATime") final int bytesAtATime,
            @ForAll("charactersAtATime") final int charactersAtATime)
            throws IOException, FileFault {
        final String text = "id\n" + String.join("", runs);
        final Dribble content = new Dribble(text.getBytes(StandardCharsets.UTF_8), bytesAtATime);
        final Utf8Reader reader = Utf8Reader.open(content);

        final StringBuilder read = new StringBuilder();
        readAll(reader, charactersAtATime, read);

        assertThat(read).hasToString(text);
        assertThat(reader.nulRead()).isEqualTo(text.indexOf('\0') >= 0);
    }

    @Property
    void whatStandsBeforeAMalformedByteIsReadFirst(
            @ForAll("runs") final List<String> before,
            @ForAll("runs") final List<String> behind,
            @ForAll("bytesAtATime") final int bytesAtATime,
            @ForAll("charactersAtATime") final int charactersAtATime)
            throws IOException, FileFault {
        final byte[] start = ("id\n" + String.join("", before)).getBytes(StandardCharsets.UTF_8);
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(start);
        content.write(0xFF);
        content.write(String.join("", behind).getBytes(StandardCharsets.UTF_8));

        final StringBuilder read = new StringBuilder();
        final NotUtf8Exception fault =
                fault(new Dribble(content.toByteArray(), bytesAtATime), charactersAtATime, read);

        assertThat(read).hasToString(new String(start, StandardCharsets.UTF_8));
        assertThat(fault).hasMessageContaining("0xFF (offset " + start.length + ")");
    }

    @Property
    void aCharacterThatTheEndCutsOffIsAFaultBehindAllOthers(
            @ForAll("runs") final List<String> before,
            @ForAll("bytesAtATime") final int bytesAtATime,
            @ForAll("charactersAtATime") final int charactersAtATime)
            throws IOException, FileFault {
        final String text = "id\n" + String.join("", before);
        final byte[] whole = (text + "\u20ac").getBytes(StandardCharsets.UTF_8);
        final byte[] cutOff = Arrays.copyOf(whole, whole.length - 1);

        final StringBuilder read = new StringBuilder();
        final NotUtf8Exception fault =
                fault(new Dribble(cutOff, bytesAtATime), charactersAtATime, read);

        assertThat(read).hasToString(text);
        assertThat(fault).hasMessageContaining("ends within the character");
    }

    /** What reading fails with, when all that can be read has been. */
    private static NotUtf8Exception fault(
            final Dribble content, final int charactersAtATime, final StringBuilder read)
            throws IOException, FileFault {
        final Utf8Reader reader = Utf8Reader.open(content);
        return catchThrowableOfType(
                NotUtf8Exception.class, () -> readAll(reader, charactersAtATime, read));
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

    @Provide
    Arbitrary<Integer> bytesAtATime() {
        return Arbitraries.of(1, 2, 3, 7, 64, 1_000, 1 << 15);
    }

    /** With less than two, no character of two can be read. */
    @Provide
    Arbitrary<Integer> charactersAtATime() {
        return Arbitraries.of(2, 3, 16, 17, 100, 8_192, 100_000);
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
