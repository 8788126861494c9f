// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Table;
import java.util.HashMap;
import java.util.Map;

/** The seconds of every import, and what they say. */
final class FlowTimes {

    private static final String OURS = "PutUserImport";
    private static final String STOCK = "PutDatabaseRecord";

    private record Key(String lane, int parts, Task task) {}

    private final Map<Key, Sample> samples = new HashMap<>();

    void add(final String lane, final int parts, final Task task, final double seconds) {
        samples.computeIfAbsent(new Key(lane, parts, task), key -> new Sample()).add(seconds);
    }

    /** Seconds of all imports together. */
    double total(final String lane, final int parts) {
        return Task.all().stream().mapToDouble(task -> of(lane, parts, task).median()).sum();
    }

    private Sample of(final String lane, final int parts, final Task task) {
        return samples.get(new Key(lane, parts, task));
    }

    /** How many times as fast ours is, by the medians. */
    private double ratio(final int ourParts, final int stockTasks, final Task task) {
        return of(STOCK, stockTasks, task).median() / of(OURS, ourParts, task).median();
    }

    String report(final int rows, final int round, final int rounds, final Tuning tuning) {
        final Table seconds =
                new Table(
                        "Seconds: median (lowest–highest)",
                        STOCK + ", 1 task",
                        STOCK + ", 2 tasks",
                        OURS + ", 1 part",
                        OURS + ", 2 parts");
        final Table speeds =
                new Table(
                        "Rows a second",
                        STOCK + ", 1 task",
                        STOCK + ", 2 tasks",
                        OURS + ", 1 part",
                        OURS + ", 2 parts");
        final Table ratios =
                new Table(
                        "Times as fast",
                        "1 part : 1 task",
                        "wanted",
                        "2 parts : 1 task",
                        "wanted",
                        "2 parts : 2 tasks");
        for (final Task task : Task.all()) {
            seconds.row(
                    task.toString(),
                    seconds(STOCK, 1, task),
                    seconds(STOCK, 2, task),
                    seconds(OURS, 1, task),
                    seconds(OURS, 2, task));
            speeds.row(
                    task.toString(),
                    speed(rows, STOCK, 1, task),
                    speed(rows, STOCK, 2, task),
                    speed(rows, OURS, 1, task),
                    speed(rows, OURS, 2, task));
            final Wanted wanted = Wanted.of(task);
            ratios.row(
                    task.toString(),
                    number(ratio(1, 1, task), 2),
                    wanted.onePart(),
                    number(ratio(2, 1, task), 2),
                    wanted.twoParts(),
                    number(ratio(2, 2, task), 2));
        }
        return """
               %,d users; %d of %d rounds. PutDatabaseRecord at its best of what was tried: %s.

               %s
               %s
               %s
               """
                .formatted(rows, round, rounds, tuning, seconds, speeds, ratios);
    }

    /** The ratios that were set as the goal. */
    private record Wanted(String onePart, String twoParts) {

        static Wanted of(final Task task) {
            return switch (task) {
                case FIRST -> new Wanted("1.8", "3.0");
                case CHANGED -> new Wanted("1.3", "2.0");
                case UNCHANGED -> new Wanted("2.2", "3.5");
                case TENTH -> new Wanted("–", "–");
            };
        }
    }

    private String seconds(final String lane, final int parts, final Task task) {
        final Sample sample = of(lane, parts, task);
        return "%s (%s–%s)"
                .formatted(
                        number(sample.median(), 1),
                        number(sample.lowest(), 1),
                        number(sample.highest(), 1));
    }

    private String speed(final int rows, final String lane, final int parts, final Task task) {
        return number(rows / of(lane, parts, task).median(), 0);
    }
}
