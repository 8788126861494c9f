// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenFile;
import io.github.nifiuserimport.runtime.rest.RestException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens while PostgreSQL and NiFi are up. */
final class Session {

    private static final String SAMPLE = "samples/users.csv";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Console console;
    private final PrintStream stdout =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Workspace workspace;
    private final Settings settings;
    private final LocalPostgres postgres;
    private final DatabaseSession database;
    private final Nifi nifi;
    private final NewBulletins bulletins;

    Session(
            final Console console,
            final Workspace workspace,
            final Settings settings,
            final LocalPostgres postgres,
            final Nifi nifi) {
        this.console = console;
        this.workspace = workspace;
        this.settings = settings;
        this.postgres = postgres;
        database = new DatabaseSession(postgres);
        this.nifi = nifi;
        bulletins = new NewBulletins(nifi.client());
    }

    /**
     * Imports the files, stays if it is to, and returns the exit code.
     *
     * @param httpPort of the HTTP APIs; 0 where they are not to be started
     */
    int run(final int httpPort) throws SQLException, IOException, InterruptedException {
        try {
            return importAndStay(httpPort);
        } catch (final RestException e) {
            nifi.checkAfterFailure();
            throw e;
        }
    }

    private int importAndStay(final int httpPort)
            throws SQLException, IOException, InterruptedException {
        final AppKey key = workspace.appKey(settings.appKey());
        final FlowSetups flows = new FlowSetups(workspace, postgres, settings, key, httpPort);
        final TemplateFlow flow = startFolder(flows);
        try (database) {
            final Jobs jobs = new Jobs(database);
            final Instant since = jobs.now();
            final Inbox inbox = inbox(jobs, flow);
            final List<Import> files = put(inbox, given(jobs, inbox));
            files.stream().filter(Import::hasEnded).forEach(file -> report(file, since));
            final ImportMonitor monitor = new ImportMonitor(files, jobs, since, inbox, flow);
            if (settings.once()) {
                TemplateFlow.takeNoRequests(nifi.client(), flows.api());
                follow(monitor, files, jobs);
                print(files, flow, since);
            } else {
                // They come up while NiFi is at work on the files.
                final boolean answers = startApis(flows, key, httpPort, files);
                follow(monitor, files, jobs);
                print(files, flow, since);
                new Environment(workspace, settings, key)
                        .lines(postgres, nifi, answers ? Optional.of(httpPort) : Optional.empty())
                        .forEach(console::line);
                stay(jobs, since, files);
            }
            return files.stream().allMatch(Import::isFinished) ? Quickstart.OK : Quickstart.FAILED;
        }
    }

    private TemplateFlow startFolder(final FlowSetups flows) {
        try {
            final FlowSetup inbox = flows.inbox();
            final TemplateFlow flow = TemplateFlow.start(nifi.client(), inbox);
            console.say(
                    "The flow of %s is running%s.",
                    inbox.file(), nifi.isCluster() ? " on all nodes" : "");
            console.say("");
            return flow;
        } catch (final RuntimeException e) {
            bulletins.newLines(Set.of()).forEach(console::line);
            throw e;
        }
    }

    /** Whether they answer. */
    private boolean startApis(
            final FlowSetups flows, final AppKey key, final int httpPort, final List<Import> files)
            throws IOException, InterruptedException {
        try {
            Buckets.prepare(
                    workspace.buckets(),
                    Installation.root().resolve("samples").resolve("users.csv"));
            key.forgetLast();
            final boolean answers = ApiFlows.start(nifi.client(), flows, httpPort, console::line);
            key.keep();
            return answers;
        } catch (final IOException | RuntimeException e) {
            giveUp(files, e);
            throw e;
        }
    }

    private Inbox inbox(final Jobs jobs, final TemplateFlow flow) throws SQLException, IOException {
        final Set<String> taken = new HashSet<>(flow.waitingFiles());
        taken.addAll(jobs.unfinishedFiles());
        return new Inbox(workspace.inbox(), taken);
    }

    /** The files to import: those named, else the sample, unless this is a later run. */
    private List<GivenFile> given(final Jobs jobs, final Inbox inbox)
            throws SQLException, IOException {
        if (!settings.files().isEmpty()) {
            return settings.files();
        }
        if (jobs.isStoreEmpty() && inbox.names().isEmpty()) {
            return List.of(new GivenFile(SAMPLE, Installation.root().resolve(SAMPLE)));
        }
        console.say("There are imports of an earlier run here, so the sample is left out.");
        console.say("");
        return List.of();
    }

    private static List<Import> put(final Inbox inbox, final List<GivenFile> given) {
        final Map<String, Long> names =
                given.stream()
                        .collect(Collectors.groupingBy(Session::lastName, Collectors.counting()));
        final List<Import> files = new ArrayList<>();
        for (final GivenFile file : given) {
            final boolean unique = names.get(lastName(file)) == 1;
            files.add(put(inbox, file, unique ? lastName(file) : file.name()));
        }
        return files;
    }

    private static Import put(final Inbox inbox, final GivenFile file, final String label) {
        try {
            return new Import(file.name(), label, inbox.put(file.path()));
        } catch (final IOException e) {
            final Import failed = new Import(file.name(), label, null);
            failed.failed("It could not be copied into the inbox: " + e);
            return failed;
        }
    }

    private static String lastName(final GivenFile file) {
        return file.path().getFileName().toString();
    }

    private void follow(final ImportMonitor monitor, final List<Import> files, final Jobs jobs)
            throws SQLException, IOException, InterruptedException {
        try {
            monitor.follow(
                    new Progress(console, files),
                    file -> report(file, now(jobs)),
                    () -> check(monitor.endedJobs()));
        } catch (final SQLException | IOException | RuntimeException e) {
            giveUp(files, e);
            throw e;
        }
        bulletins.newLines(monitor.endedJobs()).forEach(console::line);
    }

    /** Every file gets its line, whatever happens; unless somebody has stopped the run. */
    private void giveUp(final List<Import> files, final Exception why) {
        AtExit.parkIfEnding();
        final String reason =
                String.valueOf(cause(why).getMessage()).lines().findFirst().orElse("");
        for (final Import file : files) {
            if (!file.hasEnded()) {
                file.failed(reason);
                report(file, Instant.now());
            }
        }
    }

    /** That NiFi has ended says more than that it does not answer. */
    private Exception cause(final Exception e) {
        if (e instanceof RestException) {
            try {
                nifi.checkAfterFailure();
            } catch (final StartException ended) {
                return ended;
            }
        }
        return e;
    }

    private void report(final Import file, final Instant now) {
        stdout.println(JsonLine.of(file, now));
    }

    /** Ends the run when what it stands on is gone; shows what NiFi complains of. */
    private void check(final Set<String> endedJobs) {
        AtExit.parkIfEnding();
        nifi.check();
        database.check();
        bulletins.newLines(endedJobs).forEach(console::line);
    }

    private void print(final List<Import> files, final TemplateFlow flow, final Instant since)
            throws SQLException, IOException {
        if (!files.isEmpty()) {
            final List<String> shares =
                    nifi.isCluster() ? NodeShares.lines(nifi, flow.group()) : List.of();
            new Report(console, workspace, settings.once()).print(files, shares, database, since);
        }
        if (settings.dump() != null) {
            final long count =
                    database.ask(connection -> ProfileDump.write(connection, settings.dump()));
            console.say("%s profiles written to %s", Import.grouped(count), settings.dump());
        }
    }

    /** Until a signal ends the JVM: tells of files that come into the inbox, or over HTTP. */
    private void stay(final Jobs jobs, final Instant since, final List<Import> known)
            throws SQLException, IOException, InterruptedException {
        final Set<String> told = new HashSet<>();
        known.stream()
                .filter(file -> file.job() != null)
                .forEach(file -> told.add(file.job().id()));
        while (true) {
            final List<JobStatus> present = jobs.since(since);
            check(present.stream().map(JobStatus::id).collect(Collectors.toSet()));
            final List<Import> ended =
                    present.stream()
                            .filter(job -> job.state().ended() && told.add(job.id()))
                            .map(Import::of)
                            .toList();
            if (!ended.isEmpty()) {
                console.say("");
                SummaryTable.of(ended, jobs.now()).forEach(console::line);
                ended.stream()
                        .filter(file -> file.error() != null)
                        .forEach(file -> console.line(file.label() + " failed: " + file.error()));
            }
            Thread.sleep(IDLE);
        }
    }

    private static Instant now(final Jobs jobs) {
        try {
            return jobs.now();
        } catch (final SQLException | IOException e) {
            return Instant.now();
        }
    }
}
