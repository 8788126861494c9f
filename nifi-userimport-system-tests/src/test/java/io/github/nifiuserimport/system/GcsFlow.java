// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code templates/gcs-user-import.json} in a NiFi, over an emulator's bucket. */
final class GcsFlow {

    static final Path TEMPLATE = ImportedTemplate.file("gcs-user-import");

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final ImportedTemplate template;
    private final GcsEmulator storage;
    private final String app;
    private final Path results;

    private GcsFlow(
            final ImportedTemplate template,
            final GcsEmulator storage,
            final String app,
            final Path results) {
        this.template = template;
        this.storage = storage;
        this.app = app;
        this.results = results;
    }

    /** Imports the template for an app, sets its parameters and starts it. */
    static GcsFlow start(
            final TestSystem system,
            final GcsEmulator storage,
            final String app,
            final String prefix) {
        final Path results = system.newFolder("results of " + app);
        final Path key = storage.writeKeyFile(system.newFolder("keys").resolve(app + ".json"));
        final ImportedTemplate template =
                ImportedTemplate.of(
                        system,
                        TEMPLATE,
                        app,
                        List.of(
                                Parameter.of("gcs.bucket", storage.bucket()),
                                Parameter.of("gcs.prefix", prefix),
                                Parameter.of("gcs.api.url", storage.url()),
                                Parameter.of("gcs.credentials.file", key.toString()),
                                Parameter.of("results.directory", results.toString())));
        system.client()
                .processors()
                .configure(
                        template.processor("List objects in the bucket"),
                        new ProcessorConfig().every("1 sec"));
        template.enable();
        template.start();
        return new GcsFlow(template, storage, app, results);
    }

    String group() {
        return template.group();
    }

    /** Waits until a file's newest job, of so many, has ended and its results are saved. */
    Job await(final String file, final int jobs) {
        Await.until(
                TIMEOUT,
                () -> jobs + " jobs of " + file + " have ended; there are " + jobs(),
                () -> jobs(file).size() >= jobs && jobs(file).stream().allMatch(Job::hasEnded));
        awaitListings(2);
        return jobs(file).getLast();
    }

    /** Waits until the bucket was listed so many times more, and nothing waits in the flow. */
    void awaitListings(final int more) {
        final int before = storage.listings();
        Await.until(
                TIMEOUT, () -> more + " more listings", () -> storage.listings() >= before + more);
        awaitRest();
    }

    /** Waits until nothing waits in the flow. */
    void awaitRest() {
        template.awaitRest();
    }

    List<Job> jobs() {
        return template.system().database().jobs(app);
    }

    List<Job> jobs(final String file) {
        return template.system().database().jobs(app, file);
    }

    /** The files of that name in one of the folders that results go to. */
    List<Path> saved(final FolderFlow.Result result, final String name) {
        final Path folder = results.resolve(result.folder());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
