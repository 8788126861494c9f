// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nifiuserimport.csv.CsvCells;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.EmptyCells;
import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.junit.jupiter.api.Test;

/**
 * Records that are made straight from the parser's buffer are those that rows become by way of
 * their values: the same schema, the same values, the same rows rejected for the same reasons.
 */
class CsvRecordReaderTest {

    /** What columns hold, one kind each, or nearly all of them would be columns of text. */
    private static final List<List<String>> KINDS =
            List.of(
                    List.of("1", "7", "-12", "123456789012345"),
                    List.of("1", "0.50", "-12.125", "0"),
                    List.of("true", "FALSE", "False", ""),
                    List.of("Ann", "x", "\"a,b\"", "\"\"", "\u00e9"),
                    List.of("\"[1, 2]\"", "\"[3, 0.5]\"", "[]"),
                    List.of("[x]", "\"[true, x]\"", "\"[1, null]\""),
                    List.of("\"{\"\"a\"\": 1}\"", "\"{\"\"b\"\": [1, 2]}\"", "{}"));

    /** What makes text of a column, or rejects a row. */
    private static final List<String> ODD =
            List.of(
                    "",
                    "\"\"",
                    "007",
                    "1e3",
                    "+1",
                    "-0",
                    "true ",
                    "<missing>",
                    "<b>",
                    "[1",
                    "{",
                    "\"{\"\"a\"\": \"\"\\u0000\"\"}\"",
                    "x\0y",
                    "1,2",
                    "a rather long cell",
                    "\"line\nbreak\"",
                    "\ud83d\ude00",
                    "1234567890123456");

    @Property(tries = 5_000)
    void recordsAreThoseOfTheRows(
            @ForAll("headers") final String header,
            @ForAll("formats") final CsvFormat format,
            @ForAll("mappings") final HeaderMapping mapping,
            @ForAll final Random random)
            throws IOException {
        final byte[] content = file(header, random).getBytes(StandardCharsets.UTF_8);
        final File file = new File(content, format, mapping);

        assertThat(recordsOfCells(file)).isEqualTo(recordsOfRows(file));
    }

    @Test
    void nothingIsKeptOfARejectedRow() throws Exception {
        final int columns = 20;
        final StringBuilder text = new StringBuilder("a0");
        for (int column = 1; column < columns; column++) {
            text.append(",a").append(column);
        }
        text.append('\n');
        // Each of them has a large cell in a place that those after it do not have.
        for (int column = columns - 2; column >= 0; column--) {
            text.append("x,".repeat(column)).append("y".repeat(1_000_000)).append('\n');
        }
        final byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        final File file = new File(content, CsvFormat.defaults(), HeaderMapping.DOTTED);
        try (CsvRecordReader reader =
                new CsvRecordReader(CsvTypes.text(file.cells().header(), false), file.cells())) {
            final long before = heapInUse();
            for (int row = 0; row < columns - 1; row++) {
                assertThatExceptionOfType(MalformedRecordException.class)
                        .isThrownBy(reader::nextRecord);
            }
            assertThat(heapInUse() - before).isLessThan(10_000_000);
        }
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A file, and how it is read. */
    private record File(byte[] content, CsvFormat format, HeaderMapping mapping) {

        RowReader rows() throws IOException, FileFault {
            return format.open(new ByteArrayInputStream(content), mapping);
        }

        CsvCells cells() throws IOException, FileFault {
            return format.cells(new ByteArrayInputStream(content), mapping);
        }
    }

    private static List<Object> recordsOfRows(final File file) throws IOException {
        final List<Object> read = new ArrayList<>();
        try {
            final RowRecords records = inferred(file);
            read.add(records.schema());
            try (RowReader rows = file.rows()) {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    switch (row) {
                        case Row.Values values -> read.add(comparable(records.record(values)));
                        case Row.Rejected rejected -> read.add(described(rejected));
                        case Row.PassedOver passedOver -> {
                            // Nothing comes of it in either.
                        }
                    }
                }
            }
        } catch (final FileFault e) {
            read.add(e.getMessage());
        }
        return read;
    }

    private static RowRecords inferred(final File file) throws IOException, FileFault {
        try (RowReader rows = file.rows()) {
            final RowRecords.Inference inference = new RowRecords.Inference(rows.header());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row instanceof Row.Values values) {
                    inference.observe(values);
                }
            }
            return inference.settle();
        }
    }

    private static String described(final Row.Rejected row) {
        return Text.format(
                "line %d%s: %s",
                row.line(), row.column() == null ? "" : ", column " + row.column(), row.error());
    }

    private static List<Object> recordsOfCells(final File file) throws IOException {
        final List<Object> read = new ArrayList<>();
        try {
            final CsvTypes types;
            try (CsvCells cells = file.cells()) {
                types = CsvTypes.find(cells, false);
            }
            read.add(types.tree().schema());
            try (CsvRecordReader reader = new CsvRecordReader(types, file.cells())) {
                for (Object next = next(reader); next != null; next = next(reader)) {
                    read.add(next);
                }
            }
        } catch (final FileFault e) {
            read.add(e.getMessage());
        }
        return read;
    }

    private static Object next(final CsvRecordReader reader) throws IOException {
        try {
            final Record record = reader.nextRecord();
            return record == null ? null : comparable(record);
        } catch (final MalformedRecordException e) {
            return e.getMessage();
        }
    }

    private static String file(final String header, final Random random) {
        final String lineEnd = oneOf(List.of("\n", "\r\n", "\r"), random);
        final StringBuilder text = new StringBuilder(header).append(lineEnd);
        final int columns = header.split(",").length;
        final List<List<String>> kinds = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            kinds.add(oneOf(KINDS, random));
        }
        for (int row = random.nextInt(8); row > 0; row--) {
            final int cells = random.nextInt(10) == 0 ? random.nextInt(columns + 2) : columns;
            for (int cell = 0; cell < cells; cell++) {
                final List<String> usual = kinds.get(Math.min(cell, columns - 1));
                text.append(cell == 0 ? "" : ",");
                text.append(oneOf(random.nextInt(20) == 0 ? ODD : usual, random));
            }
            text.append(random.nextInt(20) == 0 ? " " : "").append(lineEnd);
        }
        return text.append(random.nextInt(50) == 0 ? "\"never closed" : "").toString();
    }

    private static <T> T oneOf(final List<T> list, final Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Arrays are not equal, and a record does not tell null from nothing. */
    private static Object comparable(final Object value) {
        return switch (value) {
            case Record record -> {
                final List<Object> told = new ArrayList<>();
                for (final RecordField field : record.getSchema().getFields()) {
                    told.add(field.getFieldName());
                    told.add(comparable(record.getValue(field)));
                }
                told.add(record.getSchema());
                told.add(List.copyOf(record.getRawFieldNames()));
                yield told;
            }
            case Object[] list -> Arrays.stream(list).map(CsvRecordReaderTest::comparable).toList();
            case null, default -> value;
        };
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                "a",
                "a,b,c",
                "a.x,b,a.y",
                "a.b.c,a.b.d,e",
                "a,b,c,line,column,error",
                LineColumn.NAME + ",a,b");
    }

    @Provide
    Arbitrary<CsvFormat> formats() {
        final CsvFormat typed = CsvFormat.builder().delimiter(Delimiter.COMMA).build();
        return Arbitraries.of(
                typed,
                typed.toBuilder()
                        .rules(CsvFormat.defaults().rules().withEmptyCells(EmptyCells.CLEAR))
                        .build(),
                typed.toBuilder().textColumns(Set.of("b", "a.x")).build(),
                typed.toBuilder().maxRowLength(24).build(),
                typed.toBuilder().lineColumn(true).build(),
                typed.toBuilder().typed(false).build());
    }

    @Provide
    Arbitrary<HeaderMapping> mappings() {
        return Arbitraries.of(HeaderMapping.DOTTED, CsvRecordReaderTest::withoutB);
    }

    private static List<ColumnPlace> withoutB(final List<String> names) {
        return names.stream()
                .map(
                        name ->
                                name.equals("b")
                                        ? ColumnPlace.PASSED_OVER
                                        : new ColumnPlace(HeaderMapping.segments(name), false))
                .toList();
    }
}
