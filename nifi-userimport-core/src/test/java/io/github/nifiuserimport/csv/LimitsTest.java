// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final CsvFormat SMALL = CsvFormat.builder().maxRowLength(100_000).build();

    @Test
    void aRowOfManyCellsOverTheLimitIsRejectedAndTheOthersGoOn() throws IOException, FileFault {
        final List<Row> rows =
                Csv.rows(SMALL, "a,b\n1,2\n" + "xxxxxxxxx,".repeat(20_000) + "\n3,4\n");
        assertThat(rows.get(0)).isInstanceOf(Row.Values.class);
        final Row.Rejected rejected = (Row.Rejected) rows.get(1);
        assertThat(rejected.error()).contains("more than the 100,000 characters");
        assertThat(rejected.cells().size()).isEqualTo(10_000);
        assertThat(rows.get(2)).isInstanceOf(Row.Values.class);
    }

    @Test
    void aRowOfExactlyTheLimitIsFine() throws IOException, FileFault {
        final CsvFormat format = CsvFormat.builder().maxRowLength(10).build();
        assertThat(Csv.rows(format, "a,b\n12345,7890\n").getFirst()).isInstanceOf(Row.Values.class);
        assertThat(Csv.rows(format, "a,b\n12345,78901\n").getFirst())
                .isInstanceOf(Row.Rejected.class);
    }

    @Test
    void moreCellsThanColumnsAreAllowedAreCountedButNotKept() throws IOException, FileFault {
        final CsvFormat format = CsvFormat.builder().maxColumns(5).build();
        final Row.Rejected row =
                (Row.Rejected) Csv.rows(format, "a,b\n" + "x,".repeat(999) + "x\n").getFirst();
        assertThat(row.error()).contains("1,000 cells").contains("only the first 8 are kept");
        assertThat(row.cells().size()).isEqualTo(8);
    }

    @Test
    void aCellThatDoesNotEndWithinTheLimitStopsTheReader() {
        final Endless content = new Endless("a,b\n1,2\n3,\"", "x,y\n");
        final FileFault fault =
                catchThrowableOfType(FileFault.class, () -> readAll(SMALL, content.stream()));
        assertThat(fault.line()).isEqualTo(3);
        assertThat(fault.column()).isEqualTo("b");
        assertThat(fault.reason())
                .contains("within the 100,000 characters")
                .contains("is a double quote never closed?");
        assertThat(content.handedOut).isLessThan(250_000);
    }

    @Test
    void anEndlessCellWithoutQuotesStopsItToo() {
        final Endless content = new Endless("a,b\n1,", "x");
        assertThat(catchThrowableOfType(FileFault.class, () -> readAll(SMALL, content.stream())))
                .hasMessageContaining("line 2, column b");
        assertThat(content.handedOut).isLessThan(250_000);
    }

    @Test
    void anEndlessHeaderStopsItToo() {
        final Endless content = new Endless("", "x");
        assertThat(catchThrowableOfType(FileFault.class, () -> readAll(SMALL, content.stream())))
                .hasMessageContaining("line 1: ");
        assertThat(content.handedOut).isLessThan(2_000_000);
    }

    @Test
    void cellsUpToTheLimitAreRead() throws IOException, FileFault {
        for (final int length : new int[] {8_191, 8_192, 16_384, 65_536, 99_999}) {
            final String text = "\"" + "x".repeat(length - 1) + "\ny\"";
            final Row row = Csv.rows(SMALL, "a\n1\n2\n" + text + "\n").get(2);
            if (length < 99_999) {
                assertThat(((Row.Values) row).values().get("a").toString()).hasSize(length + 1);
            } else {
                assertThat(row.cells().texts()[0]).hasSize(100_001 - 1);
            }
        }
    }

    @Test
    void aMillionShortRowsNeedNoMoreMemoryThanOne() throws IOException, FileFault {
        final Endless content = new Endless("a,b\n", "1,2\n");
        try (RowReader reader = CsvFormat.defaults().open(content.stream(), HeaderMapping.DOTTED)) {
            reader.skip(1_000_000);
            assertThat(reader.next().line()).isEqualTo(1_000_002);
        }
    }

    @Test
    void limitsHaveLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.builder().maxColumns(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.builder().maxRowLength(Integer.MAX_VALUE).build());
    }

    private static void readAll(final CsvFormat format, final InputStream content)
            throws IOException, FileFault {
        try (RowReader reader = format.open(content, HeaderMapping.DOTTED)) {
            while (reader.next() != null) {
                // Rows before the fault do not matter here.
            }
        }
    }

    /** A text, then another one again and again. */
    private static final class Endless {

        private final byte[] start;
        private final byte[] again;
        private long handedOut;

        Endless(final String start, final String again) {
            this.start = start.getBytes(StandardCharsets.UTF_8);
            this.again = again.getBytes(StandardCharsets.UTF_8);
        }

        InputStream stream() {
            return new SequenceInputStream(
                    new ByteArrayInputStream(start),
                    new InputStream() {
                        @Override
                        public int read() {
                            return again[(int) (handedOut++ % again.length)];
                        }

                        @Override
                        public int read(final byte[] target, final int offset, final int length) {
                            for (int i = 0; i < length; i++) {
                                target[offset + i] = (byte) read();
                            }
                            return length;
                        }
                    });
        }
    }
}
