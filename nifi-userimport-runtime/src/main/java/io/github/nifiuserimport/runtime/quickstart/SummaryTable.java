// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All imports of a run in columns. */
final class SummaryTable {

    private static final String UNKNOWN = "-";

    private static final List<String> HEADER = header();

    private SummaryTable() {}

    static List<String> of(final List<Import> files, final Instant now) {
        final List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        files.forEach(file -> rows.add(row(file, now)));
        final int[] widths = new int[HEADER.size()];
        for (final List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(final Import file, final Instant now) {
        final List<String> row = new ArrayList<>(List.of(file.label(), file.state()));
        final boolean known = file.job() != null;
        Import.COUNTS.forEach(
                count -> row.add(known ? Import.grouped(file.count(count)) : UNKNOWN));
        row.add(known ? Text.format("%.1f", file.seconds(now)) : UNKNOWN);
        return row;
    }

    private static List<String> header() {
        final List<String> header = new ArrayList<>(List.of("file", "state"));
        Import.COUNTS.forEach(count -> header.add(count.summaryName()));
        header.add("seconds");
        return header;
    }

    /** Names to the left, figures to the right. */
    private static String line(final List<String> row, final int[] widths) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            final String pad = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(i < 2 ? row.get(i) + pad : pad + row.get(i));
        }
        return line.toString().stripTrailing();
    }
}
