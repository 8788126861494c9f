// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All imports of a run in columns. */
final class SummaryTable {

    private static final List<String> HEADER =
            List.of(
                    "file",
                    "state",
                    "rows",
                    "applied",
                    "rejected",
                    "created",
                    "updated",
                    "unchanged",
                    "seconds");

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
        final Job job = file.job();
        if (job == null) {
            return List.of(file.label(), file.state(), "-", "-", "-", "-", "-", "-", "-");
        }
        return List.of(
                file.label(),
                file.state(),
                Import.grouped(job.rowsDone()),
                Import.grouped(job.applied()),
                Import.grouped(job.rejected()),
                Import.grouped(job.usersCreated()),
                Import.grouped(job.usersUpdated()),
                Import.grouped(job.usersUnchanged()),
                Text.format("%.1f", job.seconds(now)));
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
