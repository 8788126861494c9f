// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Record readers under JMH, each in JVMs of its own. */
public final class ReaderSuite implements Suite {

    private static final TimeValue WARM_UP = TimeValue.seconds(2);
    private static final int WARM_UPS = 3;
    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final int ITERATIONS = 5;
    private static final double MEDIAN = 50;

    @Override
    public String name() {
        return "reader";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final Path jars = Files.createDirectories(plan.folder().resolve("jars"));
        NifiJars.unpack(jars);
        final Map<ReaderFile, Map<ComparedReader, Double>> speeds = new EnumMap<>(ReaderFile.class);
        for (final ReaderFile file : ReaderFile.values()) {
            speeds.put(file, new EnumMap<>(ComparedReader.class));
            for (final ComparedReader reader : ComparedReader.values()) {
                final double speed =
                        speed(
                                file,
                                reader,
                                new OptionsBuilder()
                                        .forks(plan.rounds())
                                        .warmupIterations(WARM_UPS)
                                        .warmupTime(WARM_UP)
                                        .measurementIterations(ITERATIONS)
                                        .measurementTime(ITERATION)
                                        .jvmArgs(
                                                "-Xmx1g",
                                                "-D" + ReaderBenchmark.JARS + "=" + jars));
                Progress.say("%s, %s: %,.0f records/s", file, reader, speed);
                speeds.get(file).put(reader, speed);
            }
        }
        section.accept(report(speeds, plan.rounds()));
    }

    /** Records a second, by the median of all iterations. */
    static double speed(
            final ReaderFile file, final ComparedReader reader, final ChainedOptionsBuilder options)
            throws RunnerException {
        final Collection<RunResult> results =
                new Runner(
                                options.include(ReaderBenchmark.class.getName() + ".read")
                                        .param("file", file.name())
                                        .param("reader", reader.name())
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();
        final double micros =
                results.iterator().next().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
        return Integer.getInteger(ReaderBenchmark.ROWS, file.rows()) / micros * 1e6;
    }

    private static String report(
            final Map<ReaderFile, Map<ComparedReader, Double>> speeds, final int forks) {
        final String[] header = new String[ReaderFile.values().length + 1];
        header[0] = "Records a second";
        for (final ReaderFile file : ReaderFile.values()) {
            header[file.ordinal() + 1] =
                    file.name().toLowerCase(Locale.ROOT) + ", " + file.columns() + " columns";
        }
        final Table table = new Table(header);
        for (final ComparedReader reader : ComparedReader.values()) {
            table.row(row(reader.toString(), file -> number(speeds.get(file).get(reader), 0)));
        }
        header[0] = "UserImportCSVReader, times as fast as";
        final Table ratios = new Table(header);
        ratios.row(
                row(
                        "typed : CSVReader, FastCSV, schema inferred",
                        file -> ratio(speeds.get(file), ComparedReader.FAST_CSV_INFERRED)));
        ratios.row(
                row(
                        "typed : CSVReader, FastCSV, all strings",
                        file -> ratio(speeds.get(file), ComparedReader.FAST_CSV_STRINGS)));
        return Text.format(
                "%d JVMs, %d iterations each after %d to warm up; medians.%n%n%s%n%s",
                forks, ITERATIONS, WARM_UPS, table, ratios);
    }

    private interface Cell {
        String of(ReaderFile file);
    }

    private static String[] row(final String label, final Cell cell) {
        final String[] cells = new String[ReaderFile.values().length + 1];
        cells[0] = label;
        for (final ReaderFile file : ReaderFile.values()) {
            cells[file.ordinal() + 1] = cell.of(file);
        }
        return cells;
    }

    private static String ratio(
            final Map<ComparedReader, Double> speeds, final ComparedReader other) {
        return number(speeds.get(ComparedReader.OURS_TYPED) / speeds.get(other), 2);
    }
}
