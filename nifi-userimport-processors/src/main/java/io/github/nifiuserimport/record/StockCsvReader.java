// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * NiFi's own CSVReader, run in 2.3.0 and the same in the sources of 2.11.0, has changed cells
 * before anybody sees its records, whether it is asked to coerce them or not: with an inferred
 * schema {@code 007} is the number 7, and {@code 79161234567} beside {@code 8.5} is 79161240000, as
 * both are numbers of 32 bits. What is lost so cannot be known any more, so such a file is refused.
 * In JSON, Avro and Parquet a number is the source's own; these are not looked at.
 */
final class StockCsvReader {

    /** The package of its three readers, one for each parser. */
    private static final String PACKAGE = "org.apache.nifi.csv.";

    /** The reader of the parser that takes # for the mark of a comment unasked. */
    private static final String FAST_CSV = PACKAGE + "FastCSVRecordReader";

    /** Where it puts a cell that is beyond the header's columns. */
    private static final String BEYOND = "unknown_field_index_";

    /** What the dialects call the columns that say who a row is about. */
    private static final Set<String> KEYS =
            Set.of("userId", "deviceId", "newUserId", "$user_id", "$email");

    static final String INSTEAD =
            "Leave Record Reader empty, or set UserImportCSVReader; or set Schema Access Strategy of"
                    + " CSVReader to Use String Fields From Header";

    private StockCsvReader() {}

    /** Whether a reader is one of its. */
    static boolean is(final RecordReader records) {
        // NiFi hands out a proxy of it, which passes on the call; the name of its class is no help.
        return String.valueOf(records).startsWith(PACKAGE);
    }

    /**
     * Refuses a schema by which cells have lost what they were.
     *
     * @param header the columns of those fields
     */
    static void check(
            final RecordSchema schema, final RecordFields fields, final List<Column> header)
            throws FileFault {
        final boolean inferred = InferredText.isInferred(schema);
        for (final RecordFields.Field field : fields.root()) {
            final Column column = field.isLeaf() ? header.get(field.column()) : null;
            if (column != null && !column.isPassedOver()) {
                check(field.field().getDataType(), column, inferred);
            }
        }
    }

    private static void check(final DataType type, final Column column, final boolean inferred)
            throws FileFault {
        if (inferred && isNumber(type)) {
            throw new FileFault(
                    0,
                    column.name(),
                    Text.format(
                            "CSVReader has inferred that its cells are numbers (%s), so they are not"
                                    + " what the file says any more: 007 has become 7,"
                                    + " and digits are lost where FLOAT is inferred. %s",
                            type.getFieldType(), INSTEAD));
        }
        if (column.path().size() == 1 && KEYS.contains(column.path().getFirst()) && !isText(type)) {
            throw new FileFault(
                    0,
                    column.name(),
                    Text.format(
                            "says who a row is about, and by the schema of CSVReader it is no text"
                                    + " (%s): 007 and 7 have become one user. Make it a string in"
                                    + " the schema. Or leave Record Reader empty, or set"
                                    + " UserImportCSVReader",
                            type.getFieldType()));
        }
        if (isFloat(type)) {
            throw new FileFault(
                    0,
                    column.name(),
                    "by the schema of CSVReader its cells are decimals of 32 bits (FLOAT), which"
                            + " keep 7 digits: 19999999.99 has become 20000000. Make it a decimal,"
                            + " a double or a string in the schema. Or leave Record Reader empty,"
                            + " or set UserImportCSVReader");
        }
    }

    private static boolean isNumber(final DataType type) {
        return switch (type.getFieldType()) {
            case BYTE, SHORT, INT, LONG, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }

    private static boolean isFloat(final DataType type) {
        return switch (type.getFieldType()) {
            case FLOAT -> true;
            default -> false;
        };
    }

    /** Of several types a cell has none: it is handed over as the text it is. */
    private static boolean isText(final DataType type) {
        return switch (type.getFieldType()) {
            case STRING, CHOICE, ENUM, UUID, CHAR -> true;
            default -> false;
        };
    }

    /**
     * Refuses a header in which a name stands twice. By parser the columns behind the first of the
     * two are moved one to the left, or the last of them is taken.
     *
     * @param first what the file begins with
     */
    static void checkHeader(final RecordSchema schema, final String first) throws FileFault {
        final Set<String> fields = new HashSet<>(schema.getFieldNames());
        for (final List<String> names : HeaderGuess.of(first)) {
            if (names.size() <= fields.size()) {
                continue;
            }
            final Set<String> before = new HashSet<>();
            for (final String name : names) {
                if (!before.add(name) && fields.contains(name)) {
                    throw new FileFault(
                            1,
                            name,
                            "stands twice in the header, and CSVReader then moves the columns behind"
                                    + " it or takes one of the two, by its parser; rename or remove"
                                    + " one of them");
                }
            }
        }
    }

    /**
     * Refuses a file whose header is read as a row, as it is with a schema of one's own unasked.
     */
    static void checkFirst(final Record record) throws FileFault {
        for (final String key : KEYS) {
            if (key.equals(record.getValue(key))) {
                throw new FileFault(
                        1,
                        key,
                        "CSVReader takes the header for a row; set its Treat First Line as Header to"
                                + " true. Or leave Record Reader empty, or set UserImportCSVReader");
            }
        }
    }

    /**
     * Refuses a file of whose rows some are missing: the parser FastCSV passes over those that
     * begin with a #. That is so without a Comment Marker, and whether there is one cannot be
     * known.
     *
     * @param hashLine the first line of the file that begins with a #, or 0
     */
    static void checkEnd(final RecordReader records, final long hashLine) throws FileFault {
        if (hashLine > 0 && String.valueOf(records).startsWith(FAST_CSV)) {
            throw new FileFault(
                    hashLine,
                    null,
                    "begins with a #, and CSVReader's parser FastCSV drops such rows, also where no"
                            + " Comment Marker is set (seen in NiFi 2.3.0). Choose another CSV Parser;"
                            + " or leave Record Reader empty, or set UserImportCSVReader");
        }
    }

    /** Why a record is no whole row, or null: it drops the cells beyond the header. */
    static String rowFault(final Record record, final int columns) {
        final Set<String> names = record.getRawFieldNames();
        if (names.size() <= columns) {
            return null;
        }
        final long beyond =
                names.stream()
                        .filter(name -> name.startsWith(BEYOND))
                        .filter(name -> !isEmpty(record.getValue(name)))
                        .count();
        if (beyond == 0) {
            return null;
        }
        return Text.format(
                "has %s more than the header has columns; put quotes around a cell that holds the"
                        + " delimiter",
                beyond == 1 ? "a cell" : beyond + " cells");
    }

    private static boolean isEmpty(final Object cell) {
        return cell == null || cell.toString().isBlank();
    }
}
