// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The seconds of every import, and what they say. */
final class FlowTimes {

    /** As many as our fastest way has. */
    static final int COPY_CONNECTIONS = 2;

    private static final String COPY = "COPY";

    private record Measured(String lane, int parts, String width) {

        String title() {
            return lane + ", " + width;
        }
    }

    private record Key(String lane, int parts, Workload task) {}

    private final Map<Key, Sample> samples = new HashMap<>();
    private final List<Build> builds;
    private final List<Measured> measured;

    /**
     * @param builds the present one, and the one that it is measured against, if any
     */
    FlowTimes(final List<Build> builds) {
        this.builds = builds;
        measured = measured(builds);
    }

    /** Of the tables of times, in their order. */
    private static List<Measured> measured(final List<Build> builds) {
        final List<Measured> measured =
                new ArrayList<>(
                        List.of(
                                new Measured(PutDatabaseRecordLane.PLAIN, 1, "1 task"),
                                new Measured(PutDatabaseRecordLane.PLAIN, 2, "2 tasks"),
                                new Measured(PutDatabaseRecordLane.REWRITING, 1, "1 task"),
                                new Measured(PutDatabaseRecordLane.REWRITING, 2, "2 tasks"),
                                new Measured(PutUserImportLane.BATCH_BY_BATCH, 1, "1 part")));
        for (final Build build : builds) {
            measured.add(new Measured(build.label(PutUserImportLane.BATCH_BY_BATCH), 2, "2 parts"));
            measured.add(new Measured(build.label(PutUserImportLane.DEFAULTS), 1, "1 part"));
        }
        return measured;
    }

    void add(final String lane, final int parts, final Workload task, final double seconds) {
        samples.computeIfAbsent(new Key(lane, parts, task), key -> new Sample()).add(seconds);
    }

    /** COPY of the rows of a first import, over so many connections. */
    void addCopy(final int connections, final double seconds) {
        add(COPY, connections, Workload.FIRST, seconds);
    }

    /** Seconds of all imports together. */
    double total(final String lane, final int parts) {
        return Workload.all().stream()
                .mapToDouble(task -> of(lane, parts, task).orElseThrow().median())
                .sum();
    }

    /** Nothing where a run is not that far, or was cut off before. */
    private Optional<Sample> of(final String lane, final int parts, final Workload task) {
        return Optional.ofNullable(samples.get(new Key(lane, parts, task)));
    }

    /** As the templates have it: several parts are applied batch by batch. */
    private static String lane(final Build build, final int parts) {
        return build.label(
                parts == 1 ? PutUserImportLane.DEFAULTS : PutUserImportLane.BATCH_BY_BATCH);
    }

    private Optional<Sample> of(final Build build, final int parts, final Workload task) {
        return of(lane(build, parts), parts, task);
    }

    /** How many times as fast the second is, by the medians. */
    private static String ratio(final Optional<Sample> other, final Optional<Sample> ours) {
        return other.isPresent() && ours.isPresent()
                ? number(other.get().median() / ours.get().median(), 2)
                : "";
    }

    String report(
            final int rows,
            final int round,
            final int rounds,
            final Tuning plain,
            final Tuning rewriting) {
        final StringBuilder report = new StringBuilder();
        report.append(
                Text.format(
                        "%,d users; %d of %d rounds. PutDatabaseRecord at its best of what was tried: %s; rewriting: %s.%n%n",
                        rows, round, rounds, plain, rewriting));
        report.append(table("Seconds: median (lowest–highest)", FlowTimes::seconds)).append('\n');
        report.append(table("Rows a second", sample -> number(rows / sample.median(), 0)));
        for (final Build baseline : builds.subList(1, builds.size())) {
            report.append(Text.format("%nTimes as fast as the build of %s:%n%n", baseline.name()))
                    .append(beside(baseline));
        }
        report.append("\nTimes as fast as PutDatabaseRecord:\n\n")
                .append(ratios(PutDatabaseRecordLane.PLAIN));
        report.append("\nTimes as fast as PutDatabaseRecord with reWriteBatchedInserts:\n\n")
                .append(ratios(PutDatabaseRecordLane.REWRITING));
        of(COPY, COPY_CONNECTIONS, Workload.FIRST)
                .ifPresent(
                        copy ->
                                report.append(
                                                Text.format(
                                                        "%n`COPY` of the same rows into the same empty table over two connections: %s s. Share of its speed:%n%n",
                                                        seconds(copy)))
                                        .append(shares(copy)));
        return report.toString();
    }

    private Table beside(final Build baseline) {
        final Table ratios = new Table("", "1 part", "2 parts");
        for (final Workload task : Workload.all()) {
            ratios.row(
                    task.toString(),
                    ratio(of(baseline, 1, task), of(builds.getFirst(), 1, task)),
                    ratio(of(baseline, 2, task), of(builds.getFirst(), 2, task)));
        }
        return ratios;
    }

    private Table shares(final Sample copy) {
        final Table shares = new Table("", "1 part", "2 parts");
        for (final Build build : builds) {
            shares.row(
                    build.label(Workload.FIRST.toString()),
                    ratio(Optional.of(copy), of(build, 1, Workload.FIRST)),
                    ratio(Optional.of(copy), of(build, 2, Workload.FIRST)));
        }
        return shares;
    }

    private Table table(final String corner, final Function<Sample, String> cell) {
        final Table table = new Table(row(corner, Workload::toString));
        for (final Measured each : measured) {
            table.row(
                    row(
                            each.title(),
                            task -> of(each.lane(), each.parts(), task).map(cell).orElse("")));
        }
        return table;
    }

    private static String[] row(final String first, final Function<Workload, String> cell) {
        return Stream.concat(Stream.of(first), Workload.all().stream().map(cell))
                .toArray(String[]::new);
    }

    private Table ratios(final String stock) {
        final Table ratios =
                new Table("", "1 part : 1 task", "2 parts : 1 task", "2 parts : 2 tasks");
        for (final Workload task : Workload.all()) {
            ratios.row(
                    task.toString(),
                    ratio(of(stock, 1, task), of(builds.getFirst(), 1, task)),
                    ratio(of(stock, 1, task), of(builds.getFirst(), 2, task)),
                    ratio(of(stock, 2, task), of(builds.getFirst(), 2, task)));
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
