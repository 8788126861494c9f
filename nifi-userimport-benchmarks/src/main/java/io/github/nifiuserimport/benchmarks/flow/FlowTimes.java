// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The seconds of every import, and what they say. */
final class FlowTimes {

    /** Of the tables of times, in their order. */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column(PutDatabaseRecordLane.PLAIN, 1, "1 task"),
                    new Column(PutDatabaseRecordLane.PLAIN, 2, "2 tasks"),
                    new Column(PutDatabaseRecordLane.REWRITING, 1, "1 task"),
                    new Column(PutDatabaseRecordLane.REWRITING, 2, "2 tasks"),
                    new Column(PutUserImportLane.BATCH_BY_BATCH, 1, "1 part"),
                    new Column(PutUserImportLane.BATCH_BY_BATCH, 2, "2 parts"),
                    new Column(PutUserImportLane.DEFAULTS, 1, "1 part"));

    private record Column(String lane, int parts, String width) {

        String title() {
            return lane + ", " + width;
        }
    }

    private record Key(String lane, int parts, Workload task) {}

    private final Map<Key, Sample> samples = new HashMap<>();

    void add(final String lane, final int parts, final Workload task, final double seconds) {
        samples.computeIfAbsent(new Key(lane, parts, task), key -> new Sample()).add(seconds);
    }

    /** Seconds of all imports together. */
    double total(final String lane, final int parts) {
        return Workload.all().stream().mapToDouble(task -> of(lane, parts, task).median()).sum();
    }

    private Sample of(final String lane, final int parts, final Workload task) {
        return samples.get(new Key(lane, parts, task));
    }

    /** As the templates have it: several parts are applied batch by batch. */
    private static String ours(final int parts) {
        return parts == 1 ? PutUserImportLane.DEFAULTS : PutUserImportLane.BATCH_BY_BATCH;
    }

    /** How many times as fast ours is, by the medians. */
    private String ratio(
            final int ourParts, final String stock, final int stockTasks, final Workload task) {
        return number(
                of(stock, stockTasks, task).median() / of(ours(ourParts), ourParts, task).median(),
                2);
    }

    String report(
            final int rows,
            final int round,
            final int rounds,
            final Tuning plain,
            final Tuning rewriting) {
        final Table seconds = table("Seconds: median (lowest–highest)", FlowTimes::seconds);
        final Table speeds = table("Rows a second", sample -> number(rows / sample.median(), 0));
        return Text.format(
                """
               %,d users; %d of %d rounds. PutDatabaseRecord at its best of what was tried: %s; rewriting: %s.

               %s
               %s
               Times as fast as PutDatabaseRecord:

               %s
               Times as fast as PutDatabaseRecord with reWriteBatchedInserts:

               %s
               """,
                rows,
                round,
                rounds,
                plain,
                rewriting,
                seconds,
                speeds,
                ratios(PutDatabaseRecordLane.PLAIN),
                ratios(PutDatabaseRecordLane.REWRITING));
    }

    private Table table(final String corner, final Function<Sample, String> cell) {
        final Table table = new Table(row(corner, Column::title));
        for (final Workload task : Workload.all()) {
            table.row(
                    row(
                            task.toString(),
                            column -> cell.apply(of(column.lane(), column.parts(), task))));
        }
        return table;
    }

    private static String[] row(final String first, final Function<Column, String> cell) {
        return Stream.concat(Stream.of(first), COLUMNS.stream().map(cell)).toArray(String[]::new);
    }

    private Table ratios(final String stock) {
        final Table ratios =
                new Table("", "1 part : 1 task", "2 parts : 1 task", "2 parts : 2 tasks");
        for (final Workload task : Workload.all()) {
            ratios.row(
                    task.toString(),
                    ratio(1, stock, 1, task),
                    ratio(2, stock, 1, task),
                    ratio(2, stock, 2, task));
        }
        return ratios;
    }

    private static String seconds(final Sample sample) {
        return Text.format(
                "%s (%s–%s)",
                number(sample.median(), 1),
                number(sample.lowest(), 1),
                number(sample.highest(), 1));
    }
}
