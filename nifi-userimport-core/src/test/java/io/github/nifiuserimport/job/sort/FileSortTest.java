// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rows, with their lines and ordinals, in order of the keys; those of one as they came.
 */
class FileSortTest {

    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    /** A row as a reader gave it. */
    private record Read(long ordinal, long line, RawCells cells) {

        byte[] key(final Column column) {
            return column.index() < cells.size()
                    ? KeyPlace.key(cells.texts()[column.index()])
                    : new byte[0];
        }

        KeyPlace place(final Column column) {
            return new KeyPlace(key(column), ordinal);
        }
    }

    private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

    private static List<Read> readAll(final RowReader reader) throws IOException, FileFault {
        final List<Read> rows = new ArrayList<>();
        try (reader) {
            for (var row = reader.next(); row != null; row = reader.next()) {
                rows.add(new Read(reader.ordinal(), row.line(), row.cells()));
            }
        }
        return rows;
    }

    /** A file and how it is sorted. */
    private record Case(CsvFormat format, byte[] content, int key, TemporaryFiles files, int run) {

        RowReader reader() throws IOException, FileFault {
            return new UnpackedFormat(format, Long.MAX_VALUE)
                    .open(new ByteArrayInputStream(content), HeaderMapping.DOTTED);
        }

        CsvNotation notation() throws IOException, FileFault {
            try (RowReader reader = reader()) {
                return (CsvNotation) reader.notation();
            }
        }

        Column column() throws IOException, FileFault {
            final List<Column> header = notation().header();
            return header.get(key % header.size());
        }

        FileSort sort() {
            return new FileSort(
                    format,
                    Long.MAX_VALUE,
                    new SortSettings(0, files, new SortSizes(run, 4 * run, 3, 10_000, 1 << 20)));
        }

        FileSort.Counted counted() throws IOException, FileFault {
            return sort().sort(
                            () -> new ByteArrayInputStream(content),
                            notation(),
                            new PartitionKey(Optional.of(column()), List.of()),
                            () -> false)
                    .orElseThrow();
        }
    }

    @Property(tries = 1_000)
    void rowsComeInOrderOfTheirKeys(
            @ForAll("contents") final byte[] content,
            @ForAll @IntRange(min = 0, max = 2) final int key,
            @ForAll final boolean trimmed,
            @ForAll @IntRange(min = 1, max = 400) final int runBytes,
            @ForAll final Random random)
            throws IOException, FileFault {
        final CsvFormat format =
                CsvFormat.builder()
                        .lineColumn(true)
                        .rules(CsvFormat.defaults().rules().withTrimmed(trimmed))
                        .build();
        final Case file = new Case(format, content, key, TemporaryFiles.in(FOLDER), runBytes);
        final Column column;
        final List<Read> expected;
        try {
            column = file.column();
            expected = readAll(file.reader());
        } catch (final FileFault e) {
            return;
        }
        final List<Read> inFileOrder = List.copyOf(expected);
        expected.sort(Comparator.comparing(row -> row.key(column), BYTES));

        final FileSort.Counted counted = file.counted();
        assertThat(counted.rows()).isEqualTo(expected.size());
        if (expected.isEmpty()) {
            assertThat(counted.sorted()).isEmpty();
            return;
        }
        try (SortedRows sorted = counted.sorted().orElseThrow()) {
            assertThat(readAll(file.sort().open(sorted, HeaderMapping.DOTTED))).isEqualTo(expected);
        }

        final int done = random.nextInt(expected.size() + 1);
        final Optional<KeyPlace> last =
                done == 0 ? Optional.empty() : Optional.of(expected.get(done - 1).place(column));
        try (SortedRows later =
                file.sort()
                        .later(
                                () -> new ByteArrayInputStream(content),
                                file.notation(),
                                column,
                                last,
                                () -> false)
                        .orElseThrow()) {
            assertThat(readAll(file.sort().open(later, HeaderMapping.DOTTED)))
                    .isEqualTo(expected.subList(done, expected.size()));
        }
        final List<Read> left = new ArrayList<>(inFileOrder);
        left.removeAll(expected.subList(0, done));
        assertThat(
                        readAll(
                                file.sort()
                                        .openLater(
                                                () -> new ByteArrayInputStream(content),
                                                file.notation(),
                                                column,
                                                last,
                                                HeaderMapping.DOTTED)))
                .isEqualTo(left);
    }

    @Provide
    Arbitrary<byte[]> contents() {
        final Arbitrary<String> keys =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "u1",
                                "u2",
                                "u10",
                                "",
                                "\"\"",
                                "\"u1\"",
                                "\"u\"\"3\"",
                                "=\"u1\"",
                                "\"=\"\"u2\"\"\"",
                                "=\"\"",
                                "\"two\r\nlines\"",
                                " u1 ",
                                "\u00e9",
                                "\ud83d\ude00",
                                "user-00000001",
                                "user-00000001\0",
                                "user-000000010",
                                "userimport.line",
                                "k".repeat(3_000) + "1",
                                "k".repeat(3_000) + "2"),
                        Arbitraries.integers()
                                .between(0, 50)
                                .map(number -> "user-" + (10_000_000 + number)));
        final Arbitrary<String> rests =
                Arbitraries.of(
                        "",
                        ",x",
                        ",\"a\nb\"",
                        ",y,z",
                        ",,",
                        ",\"long\"\"" + "e".repeat(200) + "\"");
        final Arbitrary<String> ends = Arbitraries.of("\n", "\r\n", "\r", "\n\n", "\n ,\n");
        final Arbitrary<String> rows =
                Combinators.combine(Arbitraries.of("", "p,", "\"q\nr\","), keys, rests, ends)
                        .as((before, key, rest, end) -> before + key + rest + end)
                        .list()
                        .ofMaxSize(60)
                        .map(list -> String.join("", list));
        final Arbitrary<String> lastRows = Arbitraries.of("", "u0", "u1,\"x\"", "u2,y\r");
        final Arbitrary<String> headers =
                Arbitraries.of(
                        "a,b",
                        "\ufeffa,b,c",
                        "sep=,\r\na,b",
                        "\n\n\"a\",b",
                        "userimport.line,a,b",
                        "sep= \na b",
                        "a,b,line,column,error");
        final Arbitrary<byte[]> texts =
                Combinators.combine(headers, rows, lastRows)
                        .as(
                                (header, middle, last) ->
                                        (header + "\n" + middle + last)
                                                .getBytes(StandardCharsets.UTF_8));
        return Arbitraries.frequencyOf(
                Tuple.of(4, texts), Tuple.of(1, texts.map(FileSortTest::packed)));
    }

    private static byte[] packed(final byte[] content) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    /** Rows whose keys begin alike and differ late, many of them, some several times. */
    private static byte[] manyRows(final int count, final Random random) {
        final StringBuilder text = new StringBuilder("userId,name\n");
        for (int row = 0; row < count; row++) {
            final int user = random.nextInt(count);
            if (random.nextInt(1_000) == 0) {
                text.append("x\0".repeat(random.nextInt(8))).append(",\n");
            }
            text.append("user-of-this-app-").append(user).append(",name ").append(row);
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLargeFileIsSortedInRunsThatBecomeLarger(@TempDir final Path folder) throws Exception {
        final byte[] content = manyRows(60_000, new Random(7));
        final Case file =
                new Case(CsvFormat.defaults(), content, 0, TemporaryFiles.in(folder), 64 * 1024);
        final Column column = file.column();
        final List<Read> expected = readAll(file.reader());
        expected.sort(Comparator.comparing(row -> row.key(column), BYTES));
        try (SortedRows sorted = file.counted().sorted().orElseThrow()) {
            assertThat(readAll(file.sort().open(sorted, HeaderMapping.DOTTED))).isEqualTo(expected);
            assertThat(sorted.bytes()).isBetween((long) content.length, content.length * 5L / 4);
        }
    }

    @Test
    void nothingIsInTheFolderWhileRowsAreSorted(@TempDir final Path folder) throws Exception {
        final Case file =
                new Case(
                        CsvFormat.defaults(),
                        manyRows(5_000, new Random(1)),
                        0,
                        TemporaryFiles.in(folder),
                        16 * 1024);
        try (SortedRows sorted = file.counted().sorted().orElseThrow();
                RowReader reader = file.sort().open(sorted, HeaderMapping.DOTTED);
                Stream<Path> entries = Files.list(folder)) {
            assertThat(reader.next()).isNotNull();
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void buffersOfAMergeAreBoundedHoweverManyRunsThereAre() {
        final SortSizes sizes = SortSizes.DEFAULTS;
        for (int runs = 1; runs <= sizes.maxRuns(); runs++) {
            assertThat((long) runs * sizes.bufferOf(runs)).isLessThanOrEqualTo(8L << 20);
            assertThat(sizes.bufferOf(runs)).isGreaterThan(RunReader.LONGEST_HEAD);
        }
        long bytes = 0;
        for (int run = 0; run < sizes.maxRuns(); run++) {
            assertThat(sizes.bytesOfRun(run)).isBetween(8 << 20, 64 << 20);
            bytes += sizes.bytesOfRun(run);
        }
        assertThat(bytes).isEqualTo(15L << 30);
    }

    @Test
    void rowsAreCountedWhereTheyCannotBeSorted(@TempDir final Path folder) throws Exception {
        final byte[] content = manyRows(3_000, new Random(3));
        for (final TemporaryFiles none :
                List.of(TemporaryFiles.in(folder.resolve("missing")), new FullDisk(100_000))) {
            final Case file = new Case(CsvFormat.defaults(), content, 0, none, 16 * 1024);
            final FileSort.Counted counted = file.counted();
            assertThat(counted.rows()).isEqualTo(readAll(file.reader()).size());
            assertThat(counted.sorted()).isEmpty();
            assertThat(counted.obstacle().orElseThrow())
                    .containsAnyOf(
                            "missing cannot be opened: there is no such folder",
                            "No space left on device");
        }
    }

    @Test
    void whatIsWrongWithATemporaryFileIsTold(@TempDir final Path folder) throws Exception {
        final Case file =
                new Case(
                        CsvFormat.defaults(),
                        manyRows(3_000, new Random(3)),
                        0,
                        new FullDisk(100_000),
                        16 * 1024);
        assertThatThrownBy(
                        () ->
                                file.sort()
                                        .later(
                                                () -> new ByteArrayInputStream(file.content()),
                                                file.notation(),
                                                file.column(),
                                                Optional.empty(),
                                                () -> false))
                .isInstanceOf(TemporaryFileException.class);
    }

    @Test
    void filesWithASharedValueAndSmallOnesStayAsTheyAre(@TempDir final Path folder)
            throws Exception {
        final Case file =
                new Case(
                        CsvFormat.defaults(),
                        "u,d\n2,\n1,\n3,x\n0,\n".getBytes(StandardCharsets.UTF_8),
                        0,
                        TemporaryFiles.in(folder),
                        1 << 20);
        final List<Column> header = file.notation().header();
        final FileSort.Counted shared =
                file.sort()
                        .sort(
                                () -> new ByteArrayInputStream(file.content()),
                                file.notation(),
                                new PartitionKey(Optional.of(header.get(0)), header.subList(1, 2)),
                                () -> false)
                        .orElseThrow();
        assertThat(shared).isEqualTo(new FileSort.Counted(4, Optional.empty(), Optional.empty()));

        final FileSort ofLarge =
                new FileSort(
                        CsvFormat.defaults(),
                        Long.MAX_VALUE,
                        new SortSettings(100, TemporaryFiles.in(folder), SortSizes.DEFAULTS));
        assertThat(
                        ofLarge.sort(
                                        () -> new ByteArrayInputStream(file.content()),
                                        file.notation(),
                                        new PartitionKey(Optional.of(header.get(0)), List.of()),
                                        () -> false)
                                .orElseThrow())
                .isEqualTo(new FileSort.Counted(4, Optional.empty(), Optional.empty()));
    }

    @Test
    void sortingStopsWhenAsked(@TempDir final Path folder) throws Exception {
        final Case file =
                new Case(
                        CsvFormat.defaults(),
                        manyRows(70_000, new Random(5)),
                        0,
                        TemporaryFiles.in(folder),
                        1 << 20);
        assertThat(
                        file.sort()
                                .sort(
                                        () -> new ByteArrayInputStream(file.content()),
                                        file.notation(),
                                        new PartitionKey(Optional.of(file.column()), List.of()),
                                        () -> true))
                .isEmpty();
    }

    @Test
    void aFaultyFileIsLeftToItsReader(@TempDir final Path folder) throws Exception {
        final Case file =
                new Case(
                        CsvFormat.defaults(),
                        "u,d\n2,\n1,\"x\n".getBytes(StandardCharsets.UTF_8),
                        0,
                        TemporaryFiles.in(folder),
                        1 << 20);
        assertThat(file.counted().rows()).isEqualTo(-1);
    }
}
