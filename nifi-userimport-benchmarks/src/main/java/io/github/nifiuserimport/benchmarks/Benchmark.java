// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.benchmarks.dryrun.DryRunSuite;
import io.github.nifiuserimport.benchmarks.fillfactor.FillfactorSuite;
import io.github.nifiuserimport.benchmarks.flow.FlowSuite;
import io.github.nifiuserimport.benchmarks.history.HistorySuite;
import io.github.nifiuserimport.benchmarks.http.HttpSuite;
import io.github.nifiuserimport.benchmarks.http.LatencySuite;
import io.github.nifiuserimport.benchmarks.jdbc.JdbcSuite;
import io.github.nifiuserimport.benchmarks.reader.ReaderSuite;
import io.github.nifiuserimport.benchmarks.size.SizeSuite;
import io.github.nifiuserimport.benchmarks.undo.UndoSuite;
import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code ./benchmark}. The script itself prints the version, and the help,
 * which is the file {@code usage.txt}: neither needs a build.
 */
@Command(name = "benchmark")
public final class Benchmark implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    static final List<Suite> SUITES =
            List.of(
                    new FlowSuite(),
                    new JdbcSuite(),
                    new SizeSuite(),
                    new FillfactorSuite(),
                    new HistorySuite(),
                    new DryRunSuite(),
                    new UndoSuite(),
                    new ReaderSuite(),
                    new LatencySuite(),
                    new HttpSuite());

    @Option(names = "--only", split = ",", paramLabel = "SUITE")
    private List<String> only = new ArrayList<>();

    @Option(names = "--rows", paramLabel = "N", defaultValue = "1000000")
    private int rows;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3")
    private int rounds;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "10000,100000,1000000,10000000")
    private List<Integer> sizes;

    @Option(names = "--fillfactors", split = ",", paramLabel = "N", defaultValue = "50,70,90")
    private List<Integer> fillfactors;

    @Option(names = "--against", paramLabel = "COMMIT")
    private String against;

    @Option(names = "--page", paramLabel = "FILE")
    private String page;

    @Option(names = "--work", paramLabel = "DIR")
    private Path work;

    @Option(names = "--profile", paramLabel = "DIR")
    private Path profiles;

    @Spec private CommandSpec spec;

    public static void main(final String[] arguments) {
        final CommandLine line = commandLine();
        line.setParameterExceptionHandler(
                (e, given) -> {
                    System.err.println("benchmark: " + e.getMessage());
                    System.err.println("./benchmark --help tells what it takes.");
                    return WRONG_USE;
                });
        final int code = line.execute(arguments);
        AtExit.parkIfEnding();
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmark());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        final Report report = report();
        final Path folder =
                work == null
                        ? Files.createTempDirectory("benchmark-")
                        : Files.createTempDirectory(work.toAbsolutePath(), "benchmark-");
        final AtExit.Registration cleaning = AtExit.run(() -> remove(folder));
        final Baseline baseline;
        try {
            baseline = against == null ? null : Baseline.of(against, folder.resolve("baseline"));
        } catch (final Baseline.UnknownCommitException said) {
            remove(folder);
            return WRONG_USE;
        } catch (final IOException e) {
            Progress.say("--against %s: %s", against, e.getMessage());
            remove(folder);
            return FAILED;
        }
        final String machine = Machine.description();
        System.out.println(machine);
        write(
                report,
                "machine",
                Text.format(
                        "%s%nLast run: %s, %,d rows, %d rounds%s.",
                        machine,
                        LocalDate.now(ZoneOffset.UTC),
                        rows,
                        rounds,
                        baseline == null ? "" : ", against commit " + baseline.commit()));
        boolean allRan = true;
        for (final Suite suite : SUITES) {
            if (only.isEmpty() || only.contains(suite.name())) {
                allRan &= run(suite, report, folder.toRealPath().resolve(suite.name()), baseline);
            }
        }
        remove(folder);
        cleaning.cancel();
        return allRan ? OK : FAILED;
    }

    private void check() {
        for (final String name : only) {
            if (SUITES.stream().noneMatch(suite -> suite.name().equals(name))) {
                throw wrong("--only " + name + ": there is no such suite");
            }
        }
        if (rows < 100 || rounds < 1 || sizes.stream().anyMatch(size -> size < 100)) {
            throw wrong("at least 100 rows and one round are needed");
        }
        if (fillfactors.stream().anyMatch(each -> each < 10 || each > 100)) {
            throw wrong("a fillfactor is 10 to 100");
        }
        if (work != null && !Files.isDirectory(work)) {
            throw wrong("--work " + work + ": no such folder");
        }
        if (profiles != null && !Files.isDirectory(profiles)) {
            throw wrong("--profile " + profiles + ": no such folder");
        }
        if (page != null && !page.equals("none") && !Files.isRegularFile(Path.of(page))) {
            throw wrong("--page " + page + ": no such file");
        }
    }

    private ParameterException wrong(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Where to write; null for nowhere. */
    private Report report() {
        if (page == null) {
            return new Report(Installation.root().resolve("docs/benchmarks.md"));
        }
        return page.equals("none") ? null : new Report(Path.of(page));
    }

    /** Whether it ran, or cannot run here. */
    private boolean run(
            final Suite suite, final Report report, final Path folder, final Baseline baseline) {
        Progress.say("%s", suite.name());
        final String[] last = {null};
        try {
            Files.createDirectories(folder);
            suite.run(
                    new Plan(
                            rows,
                            rounds,
                            sizes,
                            fillfactors,
                            folder,
                            baseline,
                            profiles == null ? null : profiles.toAbsolutePath()),
                    text -> {
                        last[0] = text;
                        write(report, suite.name(), text);
                    });
            return true;
        } catch (final SkippedException skipped) {
            Progress.say("%s is skipped: %s", suite.name(), skipped.getMessage());
            return true;
        } catch (final Exception | AssertionError failed) {
            AtExit.parkIfEnding();
            Progress.say("%s failed: %s", suite.name(), failed.getMessage());
            failed.printStackTrace();
            return false;
        } finally {
            if (last[0] != null) {
                System.out.println(last[0]);
            }
            remove(folder);
        }
    }

    private static void write(final Report report, final String name, final String text) {
        if (report != null) {
            try {
                report.section(name, text);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void remove(final Path folder) {
        try {
            Folders.delete(folder);
        } catch (final IOException e) {
            System.err.println("Could not remove " + folder + ": " + e.getMessage());
        }
    }
}
