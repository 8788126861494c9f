// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A template that imports from a folder, in a NiFi, with an inbox and an app of its own. */
public final class FolderFlow {

    public static final Path TEMPLATE = ImportedTemplate.file("folder-user-import");

    /** The one that splits each file. */
    public static final Path PARALLEL_TEMPLATE = ImportedTemplate.file("parallel-user-import");

    /** The processor whose property the inbox is. */
    public static final String TAKE = "Take files out of the inbox";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final TestSystem system;
    private final ImportedTemplate template;
    private final String app;
    private final Path inbox;

    private FolderFlow(final ImportedTemplate template, final String app, final Path inbox) {
        this.system = template.system();
        this.template = template;
        this.app = app;
        this.inbox = inbox;
    }

    /** Imports the template for an app, sets its parameters and starts it. */
    public static FolderFlow start(final TestSystem system, final String app) {
        return start(system, TEMPLATE, app);
    }

    /** The same with another template. */
    public static FolderFlow start(final TestSystem system, final Path template, final String app) {
        final FolderFlow flow = imported(system, template, app);
        flow.enable();
        flow.start();
        return flow;
    }

    /** Imports the template for an app and sets its parameters. */
    public static FolderFlow imported(final TestSystem system, final String app) {
        return imported(system, TEMPLATE, app);
    }

    /** The same with another template. */
    public static FolderFlow imported(
            final TestSystem system, final Path template, final String app) {
        final ImportedTemplate imported = ImportedTemplate.of(system, template, app, List.of());
        final FolderFlow flow = new FolderFlow(imported, app, system.newFolder("inbox of " + app));
        system.client()
                .processors()
                .configure(
                        flow.processor(TAKE),
                        new ProcessorConfig().property("Input Directory", flow.inbox.toString()));
        return flow;
    }

    /** The same flow, set to import into another app from now on. */
    public FolderFlow forApp(final String other) {
        set("app.id", other);
        return new FolderFlow(template, other, inbox);
    }

    /** Sets one of the template's parameters. */
    void set(final String parameter, final String value) {
        template.set(List.of(Parameter.of(parameter, value)));
    }

    /** Has the page that stands beside the flow shown, and returns its address. */
    URI showPage(final String key) {
        final int port = Ports.free();
        template.set(
                List.of(
                        Parameter.of("status.port", Integer.toString(port)),
                        Parameter.sensitive("status.key", key)));
        final String page = processor("Show how imports go");
        // As it is disabled at first, that enables it.
        system.client().processors().stop(page);
        system.client().processors().start(page);
        final URI uri = URI.create("http://127.0.0.1:" + port);
        Await.until(TIMEOUT, () -> "the page answers", ApiClient.of(uri)::isAnswered);
        return uri;
    }

    public void enable() {
        template.enable();
    }

    public void start() {
        template.start();
    }

    public String group() {
        return template.group();
    }

    public String app() {
        return app;
    }

    public Path inbox() {
        return inbox;
    }

    /** The id of the processor that imports. */
    public String putUserImport() {
        return processor("Merge users into profiles");
    }

    /** The id of the processor of that name. */
    public String processor(final String name) {
        return template.processor(name);
    }

    /** Puts a file into the inbox, whole from the moment NiFi can see it. */
    public Dropped drop(final String name, final byte[] content) {
        final int before = system.database().jobs(app, name).size();
        try {
            final Path hidden = inbox.resolve("." + name + ".part");
            Files.write(hidden, content);
            // Or the clock of the file system may not tell that it is renamed after it is written.
            Files.setLastModifiedTime(
                    hidden, FileTime.from(Instant.now().minus(Duration.ofSeconds(1))));
            Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Dropped(name, before);
    }

    public Dropped drop(final String name, final String content) {
        return drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a file into the inbox and waits until the flow is done with it. */
    public Job importFile(final String name, final String content) {
        return drop(name, content).await();
    }

    /** A file that was put into the inbox. */
    public final class Dropped {

        private final String name;
        private final int earlierJobs;

        private Dropped(final String name, final int earlierJobs) {
            this.name = name;
            this.earlierJobs = earlierJobs;
        }

        public String name() {
            return name;
        }

        /** The job that it became, if it has yet. */
        public Optional<Job> job() {
            return system.database().jobs(app, name).stream().skip(earlierJobs).findFirst();
        }

        /** Waits until its job has ended and all that it puts out is saved. */
        public Job await() {
            return await(TIMEOUT);
        }

        public Job await(final Duration timeout) {
            final Job job =
                    Await.value(
                            timeout,
                            () -> "the job of " + name + " has ended; it is " + job(),
                            () -> job().filter(Job::hasEnded));
            awaitRest();
            return job;
        }
    }

    /** Waits until nothing waits in the flow any more. */
    public void awaitRest() {
        template.awaitRest();
    }

    /** The files of one of the folders that results go to, the oldest first. */
    public List<Path> saved(final Result result) {
        final Path folder = inbox.resolve(result.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest file of that name in one of the folders that results go to. */
    public Optional<Path> saved(final Result result, final String name) {
        return saved(result).stream()
                .filter(file -> file.getFileName().toString().equals(name))
                .reduce((first, second) -> second);
    }

    /** What lies in the inbox itself. */
    public List<String> waitingInInbox() {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders that results go to. */
    public enum Result {
        DONE,
        FAILED,
        REJECTED,
        SUMMARIES,
        UNPROCESSED;

        public String folder() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
