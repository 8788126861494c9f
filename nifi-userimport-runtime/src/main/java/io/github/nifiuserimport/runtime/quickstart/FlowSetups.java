// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How each template is set up for a run. */
final class FlowSetups {

    private static final Path TEMPLATES = Installation.root().resolve("templates");

    private static final String ANY_BUCKET = "*";

    /** How many parts a node imports side by side, as the template has it. */
    private static final int TASKS = 2;

    private static final double COLUMN = 480;
    private static final double ROW = 280;

    private final Workspace workspace;
    private final LocalPostgres postgres;
    private final Settings settings;
    private final AppKey key;
    private final int httpPort;

    /**
     * @param httpPort of the HTTP APIs
     */
    FlowSetups(
            final Workspace workspace,
            final LocalPostgres postgres,
            final Settings settings,
            final AppKey key,
            final int httpPort) {
        this.workspace = workspace;
        this.postgres = postgres;
        this.settings = settings;
        this.key = key;
        this.httpPort = httpPort;
    }

    /** Files that are put into the inbox: imported whole, by a cluster in parts. */
    FlowSetup inbox() {
        final Optional<Path> inbox = Optional.of(workspace.inbox());
        if (settings.nodes() == 1) {
            return setup("folder-user-import", 0, 0, List.of(), inbox);
        }
        final int parts = settings.nodes() * TASKS;
        return setup(
                "parallel-user-import",
                0,
                0,
                List.of(Parameter.of("parts", Integer.toString(parts))),
                inbox);
    }

    /** Objects that are put into a bucket, if one is named. */
    Optional<FlowSetup> bucket() {
        final Gcs gcs = settings.gcs();
        if (gcs.bucket() == null) {
            return Optional.empty();
        }
        final List<Parameter> parameters = new ArrayList<>(storage());
        parameters.add(Parameter.of("gcs.bucket", gcs.bucket()));
        parameters.add(Parameter.of("results.directory", workspace.bucketResults().toString()));
        return Optional.of(setup("gcs-user-import", 0, 1, parameters));
    }

    /** Requests to the HTTP APIs. */
    FlowSetup api() {
        final Gcs gcs = settings.gcs();
        final List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of("http.port", Integer.toString(httpPort)));
        parameters.add(Parameter.sensitive("app.key", key.value()));
        parameters.add(Parameter.of("file.source", gcs.isLive() ? "gcs" : "folder"));
        parameters.add(Parameter.of("folder.root", workspace.buckets().toString()));
        parameters.add(Parameter.of("unprocessed.directory", workspace.unprocessed().toString()));
        parameters.add(
                Parameter.of(
                        "gcs.allowed.buckets", gcs.bucket() == null ? ANY_BUCKET : gcs.bucket()));
        if (gcs.isLive()) {
            parameters.addAll(storage());
        }
        return setup("user-import-api", 1, 0, parameters);
    }

    private List<Parameter> storage() {
        final Gcs gcs = settings.gcs();
        final Path credentials =
                gcs.credentials() == null ? workspace.emulatorKey() : gcs.credentials();
        return List.of(
                Parameter.of("gcs.credentials.file", credentials.toString()),
                Parameter.of("gcs.api.url", gcs.url() == null ? null : gcs.url().toString()));
    }

    private FlowSetup setup(
            final String template, final int column, final int row, final List<Parameter> own) {
        return setup(template, column, row, own, Optional.empty());
    }

    private FlowSetup setup(
            final String template,
            final int column,
            final int row,
            final List<Parameter> own,
            final Optional<Path> inbox) {
        final List<Parameter> parameters = new ArrayList<>(own);
        parameters.add(Parameter.of("app.id", settings.appId()));
        parameters.add(Parameter.of("database.url", postgres.jdbcUrl()));
        parameters.add(Parameter.of("database.user", postgres.user()));
        // New only when the rest is: it belongs to the database.
        parameters.add(Parameter.sensitive("database.password", postgres.password()));
        return new FlowSetup(
                TEMPLATES.resolve(template + ".json"),
                new Position(column * COLUMN, row * ROW),
                parameters,
                inbox,
                key.isNew(),
                settings.gcs().isLive(),
                settings.nodes() > 1);
    }
}
