// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenFile;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenPorts;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run of the quickstart, step by step. */
final class Run {

    private static final Path SAMPLES = Installation.root().resolve("samples");
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final People people;
    private final PrintStream stdout =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final Workspace workspace;
    private final Settings settings;

    Run(final People people, final Workspace workspace, final Settings settings) {
        this.people = people;
        this.workspace = workspace;
        this.settings = settings;
    }

    /** Does it all, and returns the exit code. */
    int run() throws SQLException, IOException, InterruptedException {
        final GivenPorts ports = settings.ports();
        final int nifiPort = workspace.port("nifi", ports.nifi());
        final int databasePort = workspace.port("database", ports.database());
        Instant start = Instant.now();
        people.say("Starting PostgreSQL …");
        try (LocalPostgres postgres =
                LocalPostgres.in(workspace.postgres()).port(databasePort).start()) {
            people.say("  ready after %s, on port %d", seconds(start), databasePort);
            start = Instant.now();
            people.say("Starting NiFi …");
            final LocalNifi.Builder builder =
                    LocalNifi.in(workspace.nifi())
                            .heap(settings.heap())
                            .httpPort(nifiPort)
                            // An import that is cut off goes on with the next run.
                            .property("nifi.flowcontroller.graceful.shutdown.period", "3 sec");
            settings.nars().forEach(builder::nars);
            final EmulatorAccount account = account();
            try (account;
                    LocalNifi nifi = builder.start()) {
                final AtExit.Registration farewell = AtExit.run(this::sayStopping);
                people.say("  ready after %s, on port %d", seconds(start), nifiPort);
                try {
                    return importFiles(postgres, nifi);
                } finally {
                    farewell.cancel();
                    sayStopping();
                }
            }
        }
    }

    private void sayStopping() {
        people.say("Stopping …");
    }

    /** An emulator is asked as somebody; nobody else is asked as nobody. */
    private EmulatorAccount account() throws IOException {
        return settings.gcs().isLive() && settings.gcs().credentials() == null
                ? EmulatorAccount.open(workspace.emulatorKey())
                : null;
    }

    private int importFiles(final LocalPostgres postgres, final LocalNifi nifi)
            throws SQLException, IOException, InterruptedException {
        final Trouble trouble = new Trouble(nifi.client());
        final AppKey key = workspace.appKey(settings.appKey());
        final Flows flows = new Flows(workspace, postgres, settings, key);
        final TemplateFlow flow;
        try {
            flow = TemplateFlow.start(nifi.client(), flows.folder());
        } catch (final RuntimeException e) {
            trouble.fresh(Set.of()).forEach(people::line);
            throw e;
        }
        people.say("The flow of %s runs.", Flows.FOLDER);
        people.say("");
        try (Connection connection = postgres.connect()) {
            final Jobs jobs = new Jobs(connection);
            final Instant since = jobs.now();
            final Inbox inbox = inbox(jobs, flow);
            final List<Import> files = put(inbox);
            files.stream().filter(Import::hasEnded).forEach(file -> report(file, since));
            try (Apis apis = settings.once() ? null : startApis(nifi, flows, key)) {
                final Watch watch = new Watch(files, jobs, since, inbox, flow);
                try {
                    watch.follow(
                            new Progress(people, files),
                            file -> report(file, now(jobs)),
                            () -> check(postgres, nifi, trouble, watch.endedJobs()));
                } catch (final SQLException | IOException | RuntimeException e) {
                    giveUp(files, e);
                    throw e;
                }
                trouble.fresh(watch.endedJobs()).forEach(people::line);
                new Report(people, workspace, settings.once()).tell(files, jobs, connection, since);
                if (settings.dump() != null) {
                    final long count = ProfileDump.write(connection, settings.dump());
                    people.say("%s profiles written to %s", Import.grouped(count), settings.dump());
                }
                if (apis != null) {
                    showAround(postgres, nifi, apis.port().map(port -> signpost(port, key)));
                    stay(jobs, files, ended -> check(postgres, nifi, trouble, ended));
                }
            }
            return files.stream().allMatch(Import::isFinished) ? Quickstart.OK : Quickstart.FAILED;
        }
    }

    /** While NiFi imports the files. */
    private Apis startApis(final LocalNifi nifi, final Flows flows, final AppKey key)
            throws IOException {
        Buckets.prepare(workspace.buckets(), SAMPLES.resolve("users.csv"));
        final int port = workspace.port("http", settings.ports().http());
        key.forgetLast();
        final Apis apis = Apis.start(nifi.client(), flows, port, people::line);
        key.keep();
        return apis;
    }

    private Inbox inbox(final Jobs jobs, final TemplateFlow flow) throws SQLException, IOException {
        final Set<String> taken = new HashSet<>(flow.waitingFiles());
        taken.addAll(jobs.unfinishedFiles());
        return new Inbox(workspace.inbox(), taken);
    }

    private List<Import> put(final Inbox inbox) {
        final Map<String, Long> names =
                settings.files().stream()
                        .collect(Collectors.groupingBy(Run::lastName, Collectors.counting()));
        final List<Import> files = new ArrayList<>();
        for (final GivenFile file : settings.files()) {
            final boolean unique = names.get(lastName(file)) == 1;
            files.add(put(inbox, file, unique ? lastName(file) : file.name()));
        }
        return files;
    }

    private static Import put(final Inbox inbox, final GivenFile file, final String label) {
        String why = "It is a folder, not a file";
        if (!Files.isDirectory(file.path())) {
            try {
                return new Import(file.name(), label, inbox.put(file.path()));
            } catch (final IOException e) {
                why = "It cannot be copied into the inbox: " + e;
            }
        }
        final Import failed = new Import(file.name(), label, null);
        failed.failed(why);
        return failed;
    }

    private static String lastName(final GivenFile file) {
        return file.path().getFileName().toString();
    }

    /** Every file gets its line, whatever happens; unless somebody has stopped the run. */
    private void giveUp(final List<Import> files, final Exception why) {
        AtExit.parkIfEnding();
        for (final Import file : files) {
            if (!file.hasEnded()) {
                file.failed(why.getMessage().lines().findFirst().orElse(""));
                report(file, Instant.now());
            }
        }
    }

    private void report(final Import file, final Instant now) {
        stdout.println(JsonLine.of(file, now));
    }

    /** Ends the run when what it stands on is gone; shows what NiFi complains of. */
    private void check(
            final LocalPostgres postgres,
            final LocalNifi nifi,
            final Trouble trouble,
            final Set<String> endedJobs) {
        AtExit.parkIfEnding();
        if (!nifi.isRunning()) {
            throw new StartException("NiFi has ended\nIts log ends so:\n" + nifi.logTail());
        }
        if (!postgres.isRunning()) {
            throw new StartException("PostgreSQL has ended\nIts log is " + postgres.log());
        }
        trouble.fresh(endedJobs).forEach(people::line);
    }

    private void showAround(
            final LocalPostgres postgres, final LocalNifi nifi, final Optional<Signpost> signpost) {
        people.say("");
        signpost.map(Signpost::address).ifPresent(lines -> lines.forEach(people::line));
        people.say("Buckets   %s", buckets());
        people.say("Inbox     %s", workspace.inbox());
        people.say("Canvas    %s", nifi.canvas());
        people.say("Database  %s", postgres.psql());
        people.say("Logs      %s", nifi.log().getParent());
        people.say("");
        signpost.map(Signpost::commands).ifPresent(lines -> lines.forEach(people::line));
        people.say("");
        people.say(
                "%s",
                workspace.isTemporary()
                        ? "Drop more files into the inbox. Ctrl-C stops it all and removes the data."
                        : "Drop more files into the inbox. Ctrl-C stops it all; the data is kept.");
    }

    private Signpost signpost(final int port, final AppKey key) {
        final String bucket = settings.gcs().bucket();
        return new Signpost(
                port,
                settings.appId(),
                key.value(),
                bucket == null ? Buckets.SAMPLE : bucket,
                SAMPLES.resolve("dashly-users.csv"));
    }

    /** Where the buckets are. */
    private String buckets() {
        final Gcs gcs = settings.gcs();
        if (!gcs.isLive()) {
            return workspace.buckets() + "   gs://BUCKET/OBJECT is the file BUCKET/OBJECT in it";
        }
        return (gcs.url() == null ? "Google Cloud Storage" : gcs.url().toString())
                + (gcs.bucket() == null
                        ? ""
                        : "   what is put into gs://%s/imports/ is imported"
                                .formatted(gcs.bucket()));
    }

    /** Until a signal ends the JVM: tells of files that come into the inbox. */
    private void stay(final Jobs jobs, final List<Import> known, final Consumer<Set<String>> check)
            throws SQLException, InterruptedException {
        final Instant since = jobs.now();
        final Set<String> told = new HashSet<>();
        known.stream()
                .filter(file -> file.job() != null)
                .forEach(file -> told.add(file.job().id()));
        while (true) {
            final List<Job> present = jobs.since(since);
            check.accept(present.stream().map(Job::id).collect(Collectors.toSet()));
            for (final Job job : present) {
                if (job.hasEnded() && told.add(job.id())) {
                    final Import file = new Import(job.fileName(), job.fileName(), job.fileName());
                    file.is(job);
                    people.say("");
                    SummaryTable.of(List.of(file), jobs.now()).forEach(people::line);
                    if (job.error() != null) {
                        people.line(job.error());
                    }
                }
            }
            Thread.sleep(IDLE);
        }
    }

    private static Instant now(final Jobs jobs) {
        try {
            return jobs.now();
        } catch (final SQLException e) {
            return Instant.now();
        }
    }

    private static String seconds(final Instant since) {
        return "%.0f s".formatted(Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
