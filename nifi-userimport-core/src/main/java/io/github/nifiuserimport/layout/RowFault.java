// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A row's values cannot be imported: it is rejected, the others go on. Tells all that is wrong. */
public final class RowFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** What a message begins with that names columns itself, since it tells of several things. */
    private static final String NAMED = "column ";

    /** One thing that is wrong. */
    private record Reason(String column, String text) {

        String sentence() {
            return column == null ? text : NAMED + column + ": " + text;
        }
    }

    private final transient List<Reason> reasons;

    /**
     * @param column name of the column at fault, or null when it is the whole row
     * @param reason what is wrong and what to do
     */
    public RowFault(final String column, final String reason) {
        this(List.of(new Reason(column, reason)));
    }

    private RowFault(final List<Reason> reasons) {
        // Rejected rows can be as many as the file has: no stack trace is filled in for them.
        super(message(reasons), null, false, false);
        this.reasons = reasons;
    }

    private static String message(final List<Reason> reasons) {
        return reasons.size() == 1
                ? reasons.getFirst().text()
                : reasons.stream().map(Reason::sentence).collect(Collectors.joining("; "));
    }

    /**
     * Both as one.
     *
     * @param first null when nothing was wrong so far
     */
    public static RowFault and(final RowFault first, final RowFault later) {
        if (first == null) {
            return later;
        }
        final List<Reason> all = new ArrayList<>(first.reasons);
        for (final Reason reason : later.reasons) {
            if (!all.contains(reason)) {
                all.add(reason);
            }
        }
        return new RowFault(List.copyOf(all));
    }

    /** The same of columns with other names. */
    RowFault named(final UnaryOperator<String> names) {
        return new RowFault(
                reasons.stream()
                        .map(reason -> new Reason(names.apply(reason.column()), reason.text()))
                        .toList());
    }

    /** Name of the column at fault, names behind each other where several are, or null. */
    public String column() {
        final List<String> columns = columns();
        return columns.isEmpty() ? null : String.join(", ", columns);
    }

    /** Names of the columns at fault, each once; none when it is the whole row. */
    public List<String> columns() {
        return reasons.stream().map(Reason::column).filter(Objects::nonNull).distinct().toList();
    }

    /** Whether a text tells of several things, each with its column. */
    public static boolean namesColumns(final String text) {
        return text.startsWith(NAMED);
    }
}
