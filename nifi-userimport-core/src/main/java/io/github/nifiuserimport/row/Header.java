// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.ExcelText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file's columns.
 *
 * @param columns those that carry values
 * @param errorColumns whether the three columns of a rejected-rows file follow them: the line, the
 *     column and the text of the error. They are passed over, so that a corrected file can be
 *     imported as it is
 */
public record Header(List<Column> columns, boolean errorColumns) {

    /** The last columns of a rejected-rows file. */
    public static final List<String> ERROR_COLUMNS = List.of("line", "column", "error");

    /** How many segments a name may have: whatever is nested by it stays within this depth. */
    static final int MAX_SEGMENTS = 100;

    /** How many characters a name may have; more is no name but a header cut wrongly. */
    static final int MAX_NAME_LENGTH = 1_000;

    /**
     * Checks the names.
     *
     * @param line on which the header starts
     * @param delimiter that the header was cut by
     * @param mapping where the columns' values go
     */
    public static Header of(
            final long line,
            final RawCells cells,
            final char delimiter,
            final HeaderMapping mapping)
            throws FileFault {
        final List<String> names = Arrays.stream(cells.texts()).map(ExcelText::unwrapped).toList();
        final int own = names.size() - ERROR_COLUMNS.size();
        final boolean errorColumns =
                own > 0 && names.subList(own, names.size()).equals(ERROR_COLUMNS);
        return new Header(
                columns(line, errorColumns ? names.subList(0, own) : names, delimiter, mapping),
                errorColumns);
    }

    /**
     * The columns that fields of nested records are.
     *
     * @param names of the fields, dotted, from the record's root
     * @param mapping where the columns' values go
     */
    public static Header ofFields(final List<String> names, final HeaderMapping mapping)
            throws FileFault {
        return new Header(columns(0, names, null, mapping), false);
    }

    private static List<Column> columns(
            final long line,
            final List<String> names,
            final Character delimiter,
            final HeaderMapping mapping)
            throws FileFault {
        final List<String> carried = List.copyOf(names);
        for (int i = 0; i < carried.size(); i++) {
            checkName(line, i, carried.get(i), delimiter);
        }
        final List<ColumnPlace> places = mapping.places(carried);
        final List<Column> columns = new ArrayList<>(carried.size());
        for (int i = 0; i < carried.size(); i++) {
            final ColumnPlace place = places.get(i);
            final Column column = new Column(i, carried.get(i), place.path(), place.text());
            checkPath(line, column);
            columns.add(column);
        }
        checkTogether(line, columns);
        return List.copyOf(columns);
    }

    private static void checkName(
            final long line, final int index, final String name, final Character delimiter)
            throws FileFault {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new FileFault(
                    line,
                    null,
                    Text.format(
                            "the name of column %,d has %,d characters; at most %,d are allowed%s",
                            index + 1,
                            name.length(),
                            MAX_NAME_LENGTH,
                            delimiter == null
                                    ? ""
                                    : ". Is the file's delimiter another one than "
                                            + Delimiter.describe(delimiter)
                                            + "?"));
        }
        if (name.isEmpty()) {
            throw new FileFault(
                    line,
                    null,
                    Text.format(
                            "column %,d of the header has no name; name it, or remove a delimiter that is too many",
                            index + 1));
        }
        checkCharacters(line, name, delimiter);
    }

    private static void checkPath(final long line, final Column column) throws FileFault {
        final String name = column.name();
        final List<String> path = column.path();
        if (path.contains("")) {
            throw new FileFault(
                    line,
                    name,
                    "a dot in a column's name stands between two names; one begins or ends this name, or two follow each other");
        }
        if (path.size() > MAX_SEGMENTS) {
            throw new FileFault(
                    line,
                    name,
                    Text.format(
                            "the name nests %,d levels deep; at most %d are allowed. Shorten it",
                            path.size(), MAX_SEGMENTS));
        }
        for (final String segment : path) {
            if (segment.startsWith(" ") || segment.endsWith(" ")) {
                throw new FileFault(
                        line,
                        name,
                        Text.format(
                                "%s at the %s of \"%s\"; remove it",
                                InvisibleCharacters.describe(' '),
                                segment.startsWith(" ") ? "beginning" : "end",
                                segment));
            }
        }
    }

    private static void checkCharacters(
            final long line, final String name, final Character delimiter) throws FileFault {
        final int index = InvisibleCharacters.find(name);
        if (index < 0) {
            return;
        }
        final int character = name.codePointAt(index);
        final String advice =
                switch (character) {
                    case 0 -> "; the file is probably UTF-16: save it as UTF-8";
                    case '\t' ->
                            delimiter == null
                                    ? "; remove it"
                                    : "; remove it, or if it is the delimiter, set it: "
                                            + Delimiter.describe(delimiter)
                                            + " is in force";
                    default -> "; remove it";
                };
        throw new FileFault(
                line,
                visible(name),
                Text.format(
                        "the name holds %s at position %d%s",
                        InvisibleCharacters.describe(character),
                        name.codePointCount(0, index) + 1,
                        advice));
    }

    /** A name that holds invisible characters, as it can be shown in a message or a page. */
    private static String visible(final String name) {
        final StringBuilder text = new StringBuilder();
        name.codePoints()
                .forEach(
                        character -> {
                            if (InvisibleCharacters.isInvisible(character)) {
                                text.append(Text.format("<U+%04X>", character));
                            } else {
                                text.appendCodePoint(character);
                            }
                        });
        return text.toString();
    }

    private static void checkTogether(final long line, final List<Column> columns)
            throws FileFault {
        final Map<List<String>, Column> byPath = new HashMap<>();
        for (final Column column : columns) {
            final Column twin =
                    column.isPassedOver() ? null : byPath.putIfAbsent(column.path(), column);
            if (twin != null) {
                throw new FileFault(line, column.name(), sameAs(twin, column));
            }
        }
        for (final Column column : columns) {
            for (int depth = 1; depth < column.path().size(); depth++) {
                final Column parent = byPath.get(column.path().subList(0, depth));
                if (parent != null) {
                    throw new FileFault(
                            line,
                            parent.name(),
                            Text.format(
                                    "it cannot hold a value and be the parent of %s; remove or rename one",
                                    column.name()));
                }
            }
        }
    }

    private static String sameAs(final Column twin, final Column column) {
        return twin.name().equals(column.name())
                ? Text.format(
                        "the header has this column twice, in places %,d and %,d; remove or rename one",
                        twin.index() + 1, column.index() + 1)
                : Text.format(
                        "it means %s, and so does column %s; remove one, or map it to another",
                        String.join(".", column.path()), twin.name());
    }
}
