// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.Dribble;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzips as they arrive, whole or not. */
class GzipContentTest {

    private static final String TEXT = "id,name\n1,Ann\n2,Ben\n";
    private static final byte[] WHOLE = gzip(TEXT);

    private static final String CUT_OFF =
            "the file is compressed (gzip) and cut off: its end is missing. Upload it again, whole";

    static Stream<Arguments> imported() {
        return Stream.of(
                arguments("not packed at all", bytes(TEXT)),
                arguments("a gzip", WHOLE),
                arguments(
                        "several, one after the other",
                        concat(gzip("id,name\n1,Ann\n"), gzip("2,Ben\n"))),
                arguments("an empty one among them", concat(gzip(""), WHOLE)),
                arguments("zero padding behind it", Arrays.copyOf(WHOLE, 4096)),
                arguments("zero padding beyond the buffer", Arrays.copyOf(WHOLE, 100_000)),
                arguments(
                        "padded, then another",
                        concat(Arrays.copyOf(gzip("id,name\n1,Ann\n"), 512), gzip("2,Ben\n"))),
                arguments(
                        "with a name, a comment, extra bytes and a checksum in its header",
                        withAllOfAHeader()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("imported")
    void isUnpacked(final String what, final byte[] content) throws IOException, FileFault {
        assertThat(rows(content)).isEqualTo(2);
        assertThat(unpacked(new ByteArrayInputStream(content))).isEqualTo(TEXT);
        assertThat(unpacked(new Dribble(content, 1))).isEqualTo(TEXT);
        assertThat(unpacked(new Unmarked(new ByteArrayInputStream(content)))).isEqualTo(TEXT);
    }

    static Stream<Arguments> damaged() {
        final byte[] checksum = WHOLE.clone();
        checksum[WHOLE.length - 8] ^= 1;
        final byte[] length = WHOLE.clone();
        length[WHOLE.length - 4] ^= 1;
        final byte[] data = WHOLE.clone();
        data[10] = 0x07;
        final byte[] method = WHOLE.clone();
        method[2] = 7;
        final byte[] flags = WHOLE.clone();
        flags[3] = (byte) 0x80;
        return Stream.of(
                arguments(
                        "its checksum",
                        checksum,
                        "damaged (its checksum is not that of what it holds"),
                arguments("its length", length, "damaged (its length is not that of what it holds"),
                arguments("its data", data, "damaged (invalid block type"),
                arguments("its method", method, "damaged (it is packed in another way"),
                arguments("its header", flags, "damaged (its header is none"),
                arguments(
                        "other bytes behind it",
                        concat(WHOLE, bytes("x")),
                        "from byte "
                                + (WHOLE.length + 1)
                                + " on, are bytes that are no part of it"),
                arguments(
                        "other bytes behind padding",
                        concat(Arrays.copyOf(WHOLE, WHOLE.length + 5), bytes("x")),
                        "from byte " + (WHOLE.length + 6) + " on"),
                arguments(
                        "half another magic behind it",
                        concat(WHOLE, new byte[] {0x1F, 1}),
                        "from byte " + (WHOLE.length + 1) + " on"),
                arguments(
                        "another one that is cut off",
                        concat(WHOLE, Arrays.copyOf(WHOLE, 12)),
                        CUT_OFF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void saysWhatIsWrong(final String what, final byte[] content, final String reason) {
        assertThat(fault(content).reason())
                .startsWith("the file is compressed (gzip)")
                .contains(reason);
        assertThat(fault(content).line()).isZero();
    }

    @Test
    void saysOfEveryCutThatItIsOne() {
        for (int length = 2; length < WHOLE.length; length++) {
            assertThat(fault(Arrays.copyOf(WHOLE, length)).reason())
                    .as("%d bytes", length)
                    .isEqualTo(CUT_OFF);
        }
    }

    /** A few bits behind the last block fill its byte up and say nothing. */
    @Test
    void isNeverReadAsAnythingElseWhicheverBitIsWrong() {
        int ignored = 0;
        for (int bit = 10 * 8; bit < WHOLE.length * 8; bit++) {
            final byte[] content = WHOLE.clone();
            content[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(unpacked(new ByteArrayInputStream(content))).isEqualTo(TEXT);
                ignored++;
            } catch (final IOException e) {
                assertThat(e).isInstanceOf(UnpackingException.class);
                assertThat(fault(content)).as("bit %d", bit).hasMessageContaining("(gzip)");
            }
        }
        assertThat(ignored).isLessThan(8);
    }

    @Test
    void tellsOfTheGzipRatherThanOfWhatItsDamagedTextLooksLike() {
        final byte[] content = gzip("id,name\n1,\"Ann\n");
        content[content.length - 8] ^= 1;
        assertThat(fault(content).reason()).contains("its checksum");
        assertThat(fault(gzip("id,name\n1,\"Ann\n")).reason())
                .contains("a double quote opens here");
        assertThat(fault(gzip("id,id\n")).line()).isEqualTo(1);
    }

    @Test
    void seesDamageBehindWhatAReaderTakes() throws IOException {
        final RowFormat oneRow =
                (content, mapping) -> new FirstRow(CsvFormat.defaults().open(content, mapping));
        final String text = "id,name\n1,Ann\n" + random(200_000);
        final byte[] content = gzip(text);
        content[content.length - 8] ^= 1;
        assertThat(fault(oneRow, content).reason()).contains("its checksum");
    }

    @Test
    void unpacksNoMoreThanIsAllowed() throws IOException, FileFault {
        final InputStream endless =
                new Counted(new ByteArrayInputStream(gzip("id\n" + "1\n".repeat(5_000_000))));
        final FileFault fault =
                catchThrowableOfType(
                        FileFault.class,
                        () -> readAll(new UnpackedFormat(CsvFormat.defaults(), 1_000), endless));
        assertThat(fault)
                .isInstanceOf(FileTooLarge.class)
                .hasMessage(
                        "the file is compressed (gzip) and holds more than the 1,000 bytes that are allowed. Split it, or raise Maximum File Size");
        assertThat(
                        readAll(
                                new UnpackedFormat(CsvFormat.defaults(), TEXT.length()),
                                new ByteArrayInputStream(WHOLE)))
                .isEqualTo(2);
    }

    @Test
    void aGzipWithinAGzipIsNoCsv() {
        final ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(twice)) {
            out.write(WHOLE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(fault(twice.toByteArray()).reason())
                .isEqualTo("the file is compressed (gzip), not CSV; decompress it first");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 150_000})
    void goesBackToItsMarkAsReadersThatFindASchemaDo(final int at) throws IOException {
        final String text = random(200_000);
        try (InputStream in =
                GzipContent.unpacked(new ByteArrayInputStream(gzip(text)), Long.MAX_VALUE)) {
            in.skipNBytes(at);
            in.mark(1);
            final byte[] first = in.readAllBytes();
            in.reset();
            assertThat(in.readAllBytes()).isEqualTo(first).hasSize(200_000 - at);
        }
    }

    @Test
    void passesOnThatTheContentCannotBeRead() {
        final InputStream failing =
                new FilterInputStream(new BufferedInputStream(new ByteArrayInputStream(WHOLE))) {
                    private int reads;

                    @Override
                    public int read(final byte[] target, final int offset, final int length)
                            throws IOException {
                        if (reads++ > 0) {
                            throw new IOException("disk");
                        }
                        return super.read(target, offset, Math.min(length, 2));
                    }

                    @Override
                    public boolean markSupported() {
                        return false;
                    }
                };
        assertThatThrownBy(
                        () ->
                                readAll(
                                        new UnpackedFormat(CsvFormat.defaults(), Long.MAX_VALUE),
                                        failing))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnpackingException.class)
                .hasMessage("disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id\n1\n", "id,id\n", ""})
    void closesTheContent(final String text) throws IOException {
        for (final byte[] content :
                new byte[][] {bytes(text), gzip(text), Arrays.copyOf(gzip(text), 11)}) {
            final Counted counted = new Counted(new ByteArrayInputStream(content));
            try {
                readAll(new UnpackedFormat(CsvFormat.defaults(), Long.MAX_VALUE), counted);
            } catch (final FileFault expected) {
                // Of some of them.
            }
            assertThat(counted.closed).isPositive();
        }
    }

    private static long readAll(final RowFormat format, final InputStream content)
            throws IOException, FileFault {
        try (RowReader reader = format.open(content, HeaderMapping.DOTTED)) {
            long rows = 0;
            while (reader.next() != null) {
                rows++;
            }
            return rows;
        }
    }

    private static long rows(final byte[] content) throws IOException, FileFault {
        return readAll(
                new UnpackedFormat(CsvFormat.defaults(), Long.MAX_VALUE),
                new ByteArrayInputStream(content));
    }

    private static FileFault fault(final byte[] content) {
        return fault(CsvFormat.defaults(), content);
    }

    /** Whether rows are read or passed over, it is the same. */
    private static FileFault fault(final RowFormat of, final byte[] content) {
        final RowFormat format = new UnpackedFormat(of, Long.MAX_VALUE);
        final FileFault read =
                catchThrowableOfType(
                        FileFault.class, () -> readAll(format, new ByteArrayInputStream(content)));
        final FileFault skipped =
                catchThrowableOfType(
                        FileFault.class,
                        () -> {
                            try (RowReader reader =
                                    format.open(
                                            new ByteArrayInputStream(content),
                                            HeaderMapping.DOTTED)) {
                                reader.skip(Long.MAX_VALUE);
                            }
                        });
        assertThat(skipped).hasMessage(read.getMessage());
        return read;
    }

    private static String unpacked(final InputStream content) throws IOException {
        try (InputStream in = GzipContent.unpacked(content, Long.MAX_VALUE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] gzip(final String text) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes(text));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] withAllOfAHeader() {
        final byte[] header = Arrays.copyOf(WHOLE, 10);
        header[3] = 0x1E;
        final byte[] more = {3, 0, 9, 9, 9, 'n', 0, 'c', 0, 1, 2};
        return concat(concat(header, more), Arrays.copyOfRange(WHOLE, 10, WHOLE.length));
    }

    private static String random(final int length) {
        final StringBuilder text = new StringBuilder(length);
        new Random(1).ints(length, 'a', 'z').forEach(each -> text.append((char) each));
        return text.toString();
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(final byte[] first, final byte[] second) {
        final byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Cannot go back. */
    private static final class Unmarked extends FilterInputStream {

        Unmarked(final InputStream in) {
            super(in);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** Knows whether it was closed. */
    private static final class Counted extends FilterInputStream {

        private int closed;

        Counted(final InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            closed++;
            super.close();
        }
    }

    /** Takes the first row for all there are, as readers do that stop at a closing bracket. */
    private record FirstRow(RowReader rows) implements RowReader {

        @Override
        public List<Column> header() {
            return rows.header();
        }

        @Override
        public long headerLine() {
            return rows.headerLine();
        }

        @Override
        public RowNotation notation() {
            return rows.notation();
        }

        @Override
        public Row next() {
            return null;
        }

        @Override
        public long ordinal() {
            return -1;
        }

        @Override
        public long skip(final long count) {
            return 0;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
