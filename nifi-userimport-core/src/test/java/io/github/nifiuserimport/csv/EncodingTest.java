// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    @Test
    void aByteOrderMarkIsDropped() throws IOException, FileFault {
        assertThat(Csv.values("\ufeffa,b\n1,\u00e9\n"))
                .containsExactly(Map.of("a", 1L, "b", "\u00e9"));
        assertThat(Csv.header("\ufeff\"a\",b\n")).containsExactly("a", "b");
    }

    static Stream<Arguments> signatures() throws IOException {
        final ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("users.csv"));
        }
        final ByteArrayOutputStream emptyZip = new ByteArrayOutputStream();
        new ZipOutputStream(emptyZip).close();
        final ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        new GZIPOutputStream(gzip).close();
        return Stream.of(
                arguments("\ufeffa,b\n".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
                arguments("\ufeffa,b\n".getBytes(StandardCharsets.UTF_16BE), "UTF-16"),
                arguments("\ufeffa,b\n".getBytes("UTF-32LE"), "UTF-32"),
                arguments("\ufeffa,b\n".getBytes("UTF-32BE"), "UTF-32"),
                arguments("\ufeff".getBytes(StandardCharsets.UTF_16LE), "UTF-16"),
                arguments(zip.toByteArray(), "Excel workbook (.xlsx) is a ZIP"),
                arguments(emptyZip.toByteArray(), "ZIP"),
                arguments(gzip.toByteArray(), "gzip"),
                arguments(bytes(0x28, 0xB5, 0x2F, 0xFD, 1), "Zstandard"),
                arguments(bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1), "old Excel workbook"),
                arguments("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), "PDF"));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void otherKindsOfFileAreNamed(final byte[] content, final String kind) {
        assertThat(Csv.fault(CsvFormat.defaults(), content).reason()).contains(kind);
    }

    @Test
    void aMalformedByteIsNamedWithLineColumnAndOffset() {
        final byte[] latin1 =
                "id,name\n1,Ann\n2,Ren\u00e9e\n".getBytes(StandardCharsets.ISO_8859_1);
        final FileFault fault = Csv.fault(CsvFormat.defaults(), latin1);
        assertThat(fault.line()).isEqualTo(3);
        assertThat(fault.column()).isEqualTo("name");
        assertThat(fault.reason()).contains("0xE9 (offset 19)").contains("save the file as UTF-8");
    }

    @Test
    void itsOffsetCountsTheByteOrderMark() {
        final byte[] content = bytes(0xEF, 0xBB, 0xBF, 'a', ',', 'b', '\n', '1', ',', 0xFF);
        assertThat(Csv.fault(CsvFormat.defaults(), content).reason()).contains("0xFF (offset 9)");
    }

    @Test
    void inTheHeaderItIsNamedByLine() {
        final FileFault fault = Csv.fault(CsvFormat.defaults(), bytes('a', ',', 0xE9, '\n'));
        assertThat(fault.line()).isEqualTo(1);
        assertThat(fault.reason()).contains("0xE9 (offset 2)");
    }

    @Test
    void rowsBeforeItAreRead() throws IOException, FileFault {
        try (RowReader reader =
                Csv.open(CsvFormat.defaults(), bytes('a', '\n', '1', '\n', '2', '\n', 0x80))) {
            assertThat(reader.next().line()).isEqualTo(2);
            assertThat(reader.next().line()).isEqualTo(3);
        }
    }

    /** The first byte of each comes upon what cannot follow it. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("continuation alone", bytes(0x80)),
                arguments("overlong slash", bytes(0xC0, 0xAF)),
                arguments("overlong NUL", bytes(0xC0, 0x80)),
                arguments("surrogate half", bytes(0xED, 0xA0, 0x80)),
                arguments("beyond Unicode", bytes(0xF4, 0x90, 0x80, 0x80)),
                arguments("never a byte of UTF-8", bytes(0xFE)),
                arguments("cut short by a delimiter", bytes(0xE2, 0x82, ',')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void nothingMalformedIsLetThrough(final String what, final byte[] sequence) {
        final byte[] content = concat("a\n1\n".getBytes(StandardCharsets.UTF_8), sequence);
        assertThat(Csv.fault(CsvFormat.defaults(), content).line()).as(what).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u20ac", "\ud83d\ude00"})
    void aCharacterCutOffByTheEndIsMalformed(final String character) {
        final byte[] whole = ("a\n" + character).getBytes(StandardCharsets.UTF_8);
        for (int length = 3; length < whole.length; length++) {
            assertThat(Csv.fault(CsvFormat.defaults(), Arrays.copyOf(whole, length)))
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("ends within the character");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8191, 8192, 8193})
    void charactersMayBeTornByTheStreamAnywhere(final int chunk) throws IOException, FileFault {
        final String text = "x\u00e9\u20ac\ud83d\ude00".repeat(5_000);
        final InputStream in =
                new Dribble(("a,b\n1," + text + "\n").getBytes(StandardCharsets.UTF_8), chunk);
        try (RowReader reader = CsvFormat.defaults().open(in, HeaderMapping.DOTTED)) {
            assertThat(((Row.Values) reader.next()).values()).isEqualTo(Map.of("a", 1L, "b", text));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void charactersMayStandAcrossEveryBufferBoundary() throws IOException, FileFault {
        for (int shift = 0; shift < 8; shift++) {
            final String text = "x".repeat(shift) + "\ud83d\ude00".repeat(30_000);
            assertThat(Csv.values("a\n" + text + "\n")).containsExactly(Map.of("a", text));
        }
    }

    @Test
    void aTornCharacterIsFoundAtEveryBufferBoundary() {
        for (final int position : new int[] {8192, 16384, 32768, 65536}) {
            for (int shift = -4; shift <= 4; shift++) {
                final byte[] content =
                        concat(
                                ("a\n" + "x\n".repeat((position + shift) / 2))
                                        .getBytes(StandardCharsets.UTF_8),
                                concat(
                                        (position + shift) % 2 == 0 ? bytes() : bytes('y'),
                                        bytes(0xE2, 0x82, 'z', '\n')));
                assertThat(Csv.fault(CsvFormat.defaults(), content).line())
                        .isEqualTo((position + shift) / 2 + 2);
            }
        }
    }

    private static byte[] bytes(final int... values) {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concat(final byte[] first, final byte[] second) {
        final byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
