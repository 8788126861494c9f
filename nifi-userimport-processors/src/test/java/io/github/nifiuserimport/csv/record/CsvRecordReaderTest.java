// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvCells;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.Delimiter;
import io.github.nifiuserimport.csv.EmptyCells;
import io.github.nifiuserimport.csv.FileFault;
import io.github.nifiuserimport.csv.HeaderMapping;
import io.github.nifiuserimport.csv.Row;
import io.github.nifiuserimport.csv.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

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
            @ForAll final Random random)
            throws IOException, FileFault {
        final byte[] file = file(header, random).getBytes(StandardCharsets.UTF_8);

        final CsvTypes types;
        try (CsvCells cells = cells(format, file)) {
            types = format.typed() ? CsvTypes.find(cells) : CsvTypes.text(cells.header());
        }

        final RowRecords expected = inferred(format, file);
        assertThat(types.tree().schema()).isEqualTo(expected.schema());
        assertThat(read(new CsvRecordReader(types, cells(format, file))))
                .isEqualTo(read(expected, format, file));
    }

    private static String file(final String header, final Random random) {
        final StringBuilder text = new StringBuilder(header).append('\n');
        final int columns = header.split(",").length;
        final List<List<String>> kinds = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            kinds.add(oneOf(KINDS, random));
        }
        for (int row = random.nextInt(8); row > 0; row--) {
            for (int column = 0; column < columns; column++) {
                text.append(column == 0 ? "" : ",");
                text.append(oneOf(random.nextInt(20) == 0 ? ODD : kinds.get(column), random));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static <T> T oneOf(final List<T> list, final Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static RowRecords inferred(final CsvFormat format, final byte[] file)
            throws IOException, FileFault {
        try (RowReader rows = rows(format, file)) {
            final RowRecords.Inference inference = new RowRecords.Inference(rows.header());
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row instanceof Row.Values values) {
                    inference.observe(values);
                }
            }
            return inference.settle();
        }
    }

    private static List<Object> read(
            final RowRecords records, final CsvFormat format, final byte[] file)
            throws IOException, FileFault {
        final List<Object> read = new ArrayList<>();
        try (RowReader rows = rows(format, file)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                read.add(
                        switch (row) {
                            case Row.Values values -> comparable(records.record(values));
                            case Row.Rejected rejected ->
                                    "line %d%s: %s"
                                            .formatted(
                                                    rejected.line(),
                                                    rejected.column() == null
                                                            ? ""
                                                            : ", column " + rejected.column(),
                                                    rejected.error());
                        });
            }
        }
        return read;
    }

    private static List<Object> read(final CsvRecordReader reader) throws IOException {
        final List<Object> read = new ArrayList<>();
        try (reader) {
            while (true) {
                try {
                    final Record record = reader.nextRecord();
                    if (record == null) {
                        return read;
                    }
                    read.add(comparable(record));
                } catch (final MalformedRecordException e) {
                    read.add(e.getMessage());
                }
            }
        }
    }

    /** Arrays are not equal, and a record does not tell null from nothing. */
    private static Object comparable(final Object value) {
        return switch (value) {
            case Record record -> {
                final Map<String, Object> fields = new LinkedHashMap<>();
                for (final String name : record.getRawFieldNames()) {
                    fields.put(name, comparable(record.getValue(name)));
                }
                yield List.of(fields, schema(record.getSchema()));
            }
            case Object[] list -> Arrays.stream(list).map(CsvRecordReaderTest::comparable).toList();
            case null, default -> value;
        };
    }

    private static String schema(final RecordSchema schema) {
        return schema.getFields().toString();
    }

    private static RowReader rows(final CsvFormat format, final byte[] file)
            throws IOException, FileFault {
        return format.open(new ByteArrayInputStream(file), HeaderMapping.DOTTED);
    }

    private static CsvCells cells(final CsvFormat format, final byte[] file)
            throws IOException, FileFault {
        return format.cells(new ByteArrayInputStream(file), HeaderMapping.DOTTED);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of("a,b,c", "a.x,b,a.y", "a.b.c,a.b.d,e", "a,b,c,line,column,error");
    }

    @Provide
    Arbitrary<CsvFormat> formats() {
        final CsvFormat typed = CsvFormat.defaults().withDelimiter(Delimiter.COMMA);
        return Arbitraries.of(
                typed,
                typed.withEmptyCells(EmptyCells.CLEAR),
                typed.withTextColumns(Set.of("b", "a.x")),
                typed.withMaxRowLength(24),
                typed.withTyped(false));
    }
}
