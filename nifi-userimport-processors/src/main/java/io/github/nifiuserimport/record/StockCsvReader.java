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
 * Refuses files that NiFi's own CSVReader has changed. Observed in 2.3.0, and the same in the
 * sources of 2.11.0: with an inferred schema, even without coercion, {@code 007} becomes the number
 * 7, and {@code 79161234567} next to {@code 8.5} becomes 79161240000, because both are read as
 * 32-bit decimals. Nobody can tell afterwards what was lost. Numbers in JSON, Avro and Parquet are
 * numbers in the file too; those readers are not checked.
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
                            "CSVReader has inferred that its cells are numbers (%s), so they no"
                                    + " longer are what the file says: 007 has become 7, and with"
                                    + " FLOAT digits are lost. %s",
                            type.getFieldType(), INSTEAD));
        }
        if (column.path().size() == 1 && KEYS.contains(column.path().getFirst()) && !isText(type)) {
            throw new FileFault(
                    0,
                    column.name(),
                    Text.format(
                            "identifies the user or device, but is not text in CSVReader's schema"
                                    + " (%s): 007 and 7 have become one user. Make it a string in"
                                    + " the schema. Or leave Record Reader empty, or set"
                                    + " UserImportCSVReader",
                            type.getFieldType()));
        }
        if (isFloat(type)) {
            throw new FileFault(
                    0,
                    column.name(),
                    "is a decimal of 32 bits (FLOAT) in CSVReader's schema, which keeps only 7 digits:"
                            + " 19999999.99 has become 20000000. Make it a decimal, a double or a"
                            + " string in the schema. Or leave Record Reader empty, or set"
                            + " UserImportCSVReader");
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
                            "is in the header twice; depending on its parser, CSVReader then shifts the"
                                    + " columns after it, or drops one of the two. Rename or remove"
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
                        "CSVReader treats the header as a row; set its Treat First Line as Header to"
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
                    "begins with a #, and CSVReader's parser FastCSV drops such rows, even if no"
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
