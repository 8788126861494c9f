// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code templates/gcs-user-import.json} in a NiFi, over an emulator's bucket. */
final class GcsFlow {

    static final Path TEMPLATE =
            Installation.root().resolve("templates").resolve("gcs-user-import.json");

    static final String CONTEXT = "gcs-user-import";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final TestSystem system;
    private final GcsEmulator storage;
    private final String app;
    private final String group;
    private final Path results;

    private GcsFlow(
            final TestSystem system,
            final GcsEmulator storage,
            final String app,
            final String group,
            final Path results) {
        this.system = system;
        this.storage = storage;
        this.app = app;
        this.group = group;
        this.results = results;
    }

    /** Imports the template for an app, sets its parameters and starts it. */
    static GcsFlow start(
            final TestSystem system,
            final GcsEmulator storage,
            final String app,
            final String prefix) {
        final NifiClient nifi = system.client();
        final String group = nifi.groups().upload(ownContext(app), app, Position.ORIGIN);
        final Path results = system.newFolder("results of " + app);
        final Path key = storage.writeKeyFile(system.newFolder("keys").resolve(app + ".json"));
        nifi.parameters()
                .set(
                        nifi.groups().parameterContext(group).orElseThrow(),
                        List.of(
                                Parameter.of("gcs.bucket", storage.bucket()),
                                Parameter.of("gcs.prefix", prefix),
                                Parameter.of("gcs.api.url", storage.url()),
                                Parameter.of("gcs.credentials.file", key.toString()),
                                Parameter.of("results.directory", results.toString()),
                                Parameter.of("app.id", app),
                                Parameter.of("database.url", system.postgres().jdbcUrl()),
                                Parameter.of("database.user", system.postgres().user()),
                                Parameter.sensitive(
                                        "database.password", system.postgres().password())));
        final GcsFlow flow = new GcsFlow(system, storage, app, group, results);
        nifi.processors()
                .configure(
                        nifi.processors().find(group, "List objects in the bucket").orElseThrow(),
                        new ProcessorConfig().every("1 sec"));
        nifi.services().enableAll(group);
        nifi.groups().start(group);
        return flow;
    }

    /** A context of its own: NiFi gives a second copy of a definition that of the first. */
    private static byte[] ownContext(final String app) {
        try {
            return Files.readString(TEMPLATE)
                    .replace("\"" + CONTEXT + "\"", "\"" + app + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String group() {
        return group;
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
        Await.until(
                TIMEOUT,
                () -> "nothing waits in the flow: " + system.client().connections().statuses(group),
                () -> system.client().queues().count(group) == 0);
    }

    List<Job> jobs() {
        return system.database().jobs(app);
    }

    List<Job> jobs(final String file) {
        return system.database().jobs(app, file);
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
