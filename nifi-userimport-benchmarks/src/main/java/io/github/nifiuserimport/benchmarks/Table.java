// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Markdown table that is readable as text too: the first column is of words, others of numbers.
 */
public final class Table {

    private final List<List<String>> lines = new ArrayList<>();

    public Table(final String... header) {
        lines.add(List.of(header));
    }

    public Table row(final String... cells) {
        if (cells.length != lines.getFirst().size()) {
            throw new IllegalArgumentException("Not as many cells as the header has");
        }
        lines.add(List.of(cells));
        return this;
    }

    /** A number with so many decimals and its thousands grouped. */
    public static String number(final double value, final int decimals) {
        return Text.format("%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        final int[] widths = new int[lines.getFirst().size()];
        for (final List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        final StringBuilder text = new StringBuilder(line(lines.getFirst(), widths));
        for (int column = 0; column < widths.length; column++) {
            text.append("|-").append("-".repeat(widths[column])).append(column == 0 ? "-" : ":");
        }
        return text.append("|\n")
                .append(
                        lines.stream()
                                .skip(1)
                                .map(line -> line(line, widths))
                                .collect(Collectors.joining()))
                .toString();
    }

    private static String line(final List<String> cells, final int[] widths) {
        final StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            final String padding = " ".repeat(widths[column] - cells.get(column).length());
            text.append("| ")
                    .append(column == 0 ? cells.get(column) + padding : padding + cells.get(column))
                    .append(' ');
        }
        return text.append("|\n").toString();
    }
}
