// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.size;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was measured of files of each size, by each build. */
final class SizeFigures {

    /** The imports that are timed, one upon the other. */
    enum Step {
        FIRST("first import"),
        UNCHANGED("unchanged re-import");

        private final String text;

        Step(final String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Of one size and build. */
    static final class Figures {

        private final Map<Step, Sample> seconds = new HashMap<>();
        private double usedMegabytes;
        private double liveMegabytes;
        private double profileBytes;

        void add(final Step step, final double value) {
            seconds.computeIfAbsent(step, key -> new Sample()).add(value);
        }

        /** Most is what counts. */
        void addHeap(final double used, final double live) {
            usedMegabytes = Math.max(usedMegabytes, used);
            liveMegabytes = Math.max(liveMegabytes, live);
        }

        /** After a first import. */
        void setProfileBytes(final double bytes) {
            profileBytes = bytes;
        }

        private Optional<Double> median(final Step step) {
            return Optional.ofNullable(seconds.get(step)).map(Sample::median);
        }
    }

    private final List<Build> builds;
    private final Map<Build, TreeMap<Integer, Figures>> figures = new HashMap<>();
    private final TreeMap<Integer, Long> fileBytes = new TreeMap<>();

    /**
     * @param builds the present one, and the one that it is measured against, if any
     */
    SizeFigures(final List<Build> builds) {
        this.builds = builds;
        builds.forEach(build -> figures.put(build, new TreeMap<>()));
    }

    Figures of(final Build build, final int users) {
        return figures.get(build).computeIfAbsent(users, key -> new Figures());
    }

    void setFileBytes(final int users, final long bytes) {
        fileBytes.put(users, bytes);
    }

    String report() {
        final StringBuilder report = new StringBuilder();
        for (final Build build : builds) {
            if (!build.name().isEmpty()) {
                report.append(Text.format("%nThe build of %s:%n%n", build.name()));
            }
            report.append(table(build));
            growth(build).ifPresent(report::append);
        }
        for (final Build baseline : builds.subList(1, builds.size())) {
            report.append(Text.format("%nTimes as fast as the build of %s:%n%n", baseline.name()))
                    .append(beside(baseline));
        }
        return report.toString();
    }

    private Table table(final Build build) {
        final Table table =
                new Table(
                        "Users",
                        "file, MB",
                        "first import, s",
                        "µs a row",
                        "unchanged re-import, s",
                        "µs a row",
                        "heap in use at most, MB",
                        "after a collection, MB",
                        "profiles, MB");
        figures.get(build)
                .forEach(
                        (users, each) ->
                                table.row(
                                        number(users, 0),
                                        number(fileBytes.get(users) / 1e6, 1),
                                        cell(each, Step.FIRST, 1),
                                        cell(each, Step.FIRST, 1e6 / users),
                                        cell(each, Step.UNCHANGED, 1),
                                        cell(each, Step.UNCHANGED, 1e6 / users),
                                        number(each.usedMegabytes, 0),
                                        number(each.liveMegabytes, 0),
                                        number(each.profileBytes / 1e6, 1)));
        return table;
    }

    private static String cell(final Figures of, final Step step, final double factor) {
        return of.median(step).map(seconds -> number(seconds * factor, 1)).orElse("");
    }

    /** How much more a row of the largest file takes than one of the file before it. */
    private Optional<String> growth(final Build build) {
        final TreeMap<Integer, Figures> sizes = figures.get(build);
        if (sizes.size() < 2) {
            return Optional.empty();
        }
        final int largest = sizes.lastKey();
        final int before = sizes.lowerKey(largest);
        final StringBuilder text = new StringBuilder();
        for (final Step step : Step.values()) {
            final Optional<Double> of = sizes.get(largest).median(step);
            final Optional<Double> to = sizes.get(before).median(step);
            if (of.isPresent() && to.isPresent()) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(step)
                        .append(' ')
                        .append(number(of.get() / largest / (to.get() / before), 2));
            }
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Text.format(
                                "%nTime a row, %,d users : %,d users: %s.%n",
                                largest, before, text));
    }

    private Table beside(final Build baseline) {
        final Table table = new Table("Users", Step.FIRST.toString(), Step.UNCHANGED.toString());
        figures.get(builds.getFirst())
                .forEach(
                        (users, ours) -> {
                            final Figures other = of(baseline, users);
                            table.row(
                                    number(users, 0),
                                    ratio(other, ours, Step.FIRST),
                                    ratio(other, ours, Step.UNCHANGED));
                        });
        return table;
    }

    private static String ratio(final Figures other, final Figures ours, final Step step) {
        return other.median(step)
                .flatMap(of -> ours.median(step).map(to -> number(of / to, 2)))
                .orElse("");
    }
}
