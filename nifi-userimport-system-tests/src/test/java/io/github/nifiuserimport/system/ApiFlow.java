// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the two APIs in a NiFi, with a port, an app and a key of its own. */
final class ApiFlow {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final TestSystem system;
    private final String group;
    private final String app;
    private final URI uri;

    private ApiFlow(final TestSystem system, final String group, final String app, final URI uri) {
        this.system = system;
        this.group = group;
        this.app = app;
        this.uri = uri;
    }

    /**
     * Imports a template, sets its parameters and starts it.
     *
     * @param template its name, also of its parameter context
     * @param own parameters beside those of every API
     */
    static ApiFlow start(
            final TestSystem system,
            final String template,
            final String app,
            final List<Parameter> own) {
        final NifiClient nifi = system.client();
        final int port = Ports.free();
        final String group = nifi.groups().upload(ownContext(template, app), app, Position.ORIGIN);
        final List<Parameter> parameters = new ArrayList<>(own);
        parameters.addAll(
                List.of(
                        Parameter.of("http.port", Integer.toString(port)),
                        Parameter.of("app.id", app),
                        Parameter.sensitive("app.key", key(app)),
                        Parameter.of("database.url", system.postgres().jdbcUrl()),
                        Parameter.of("database.user", system.postgres().user()),
                        Parameter.sensitive("database.password", system.postgres().password())));
        nifi.parameters().set(nifi.groups().parameterContext(group).orElseThrow(), parameters);
        final ApiFlow flow =
                new ApiFlow(system, group, app, URI.create("http://127.0.0.1:" + port));
        nifi.services().enableAll(group);
        nifi.groups().start(group);
        Await.until(TIMEOUT, () -> app + " is answered", flow.anybody()::isAnswered);
        return flow;
    }

    /** The file of a template. */
    static Path file(final String template) {
        return Installation.root().resolve("templates").resolve(template + ".json");
    }

    private static byte[] ownContext(final String template, final String app) {
        try {
            return Files.readString(file(template))
                    .replace("\"" + template + "\"", "\"" + app + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of an app, nothing of which is in any other text. */
    static String key(final String app) {
        return "sesame-" + Integer.toHexString(app.hashCode()) + "-open";
    }

    String key() {
        return key(app);
    }

    String app() {
        return app;
    }

    String group() {
        return group;
    }

    URI uri() {
        return uri;
    }

    NifiClient nifi() {
        return system.client();
    }

    LocalPostgres postgres() {
        return system.postgres();
    }

    Database database() {
        return system.database();
    }

    /** Somebody who has no key. */
    ApiClient anybody() {
        return ApiClient.of(uri);
    }

    /** Somebody with a browser, logged in. */
    ApiClient browser() {
        return anybody().browser().loggedIn(app, key());
    }

    /** The id of one of its processors. */
    String processor(final String name) {
        return nifi().processors().find(group, name).orElseThrow();
    }

    /** Waits until a job has ended. */
    Job await(final String id) {
        return Await.value(
                TIMEOUT,
                () -> "import " + id + " has ended; it is " + database().job(id),
                () -> database().job(id).filter(Job::hasEnded));
    }

    /** Waits until nothing waits in the flow. */
    void awaitRest() {
        Await.until(
                TIMEOUT,
                () -> "nothing waits in the flow: " + nifi().connections().statuses(group),
                () -> nifi().queues().count(group) == 0);
    }
}
