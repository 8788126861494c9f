// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code templates/user-import-api.json} in a NiFi, with a port, an app and keys of its own. */
public final class ApiFlow {

    private static final String TEMPLATE = "user-import-api";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final ImportedTemplate template;
    private final String app;
    private final URI uri;
    private final Path unprocessed;

    private ApiFlow(
            final ImportedTemplate template,
            final String app,
            final URI uri,
            final Path unprocessed) {
        this.template = template;
        this.app = app;
        this.uri = uri;
        this.unprocessed = unprocessed;
    }

    /**
     * Imports the template, sets its parameters and starts it.
     *
     * @param own parameters beside port, app and keys
     */
    static ApiFlow start(final TestSystem system, final String app, final List<Parameter> own) {
        final int port = Ports.free();
        final Path unprocessed = system.newFolder("unprocessed of " + app);
        final List<Parameter> parameters = new ArrayList<>(own);
        parameters.add(Parameter.of("unprocessed.directory", unprocessed.toString()));
        parameters.add(Parameter.of("http.port", Integer.toString(port)));
        parameters.add(Parameter.sensitive("app.key", key(app) + "\n" + oldKey(app)));
        parameters.add(Parameter.sensitive("app.read.key", readOnlyKey(app)));
        final ImportedTemplate imported =
                ImportedTemplate.of(system, ImportedTemplate.file(TEMPLATE), app, parameters);
        final ApiFlow flow =
                new ApiFlow(imported, app, URI.create("http://127.0.0.1:" + port), unprocessed);
        imported.enable();
        imported.start();
        flow.awaitAnswers();
        return flow;
    }

    /** The key of an app, nothing of which is in any other text. */
    static String key(final String app) {
        return "sesame-" + Integer.toHexString(app.hashCode()) + "-open";
    }

    /** Another key of the app, of characters that mean something in an address. */
    static String oldKey(final String app) {
        return "old+100%20of&" + Integer.toHexString(app.hashCode()) + "=key";
    }

    /** The key of an app that only reads. */
    static String readOnlyKey(final String app) {
        return "window-" + Integer.toHexString(app.hashCode()) + "-pane";
    }

    String key() {
        return key(app);
    }

    String oldKey() {
        return oldKey(app);
    }

    String readOnlyKey() {
        return readOnlyKey(app);
    }

    public String app() {
        return app;
    }

    public String group() {
        return template.group();
    }

    URI uri() {
        return uri;
    }

    /** The folder for the rows that are left of cancelled imports. */
    Path unprocessed() {
        return unprocessed;
    }

    NifiClient nifi() {
        return template.system().client();
    }

    LocalPostgres postgres() {
        return template.system().postgres();
    }

    Database database() {
        return template.system().database();
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
    public String processor(final String name) {
        return template.processor(name);
    }

    /** Has a job undone, as a client does; the undo's id. */
    public String undo(final String job) {
        final ApiResponse answer =
                anybody()
                        .with("Authorization", "Token " + key())
                        .call("POST", "/imports/" + job + "/undo", BodyPublishers.noBody());
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer.json().path("id").asText();
    }

    /** Waits until a job has ended. */
    public Job await(final String id) {
        return Await.value(
                TIMEOUT,
                () -> "import " + id + " has ended; it is " + database().job(id),
                () -> database().job(id).filter(Job::hasEnded));
    }

    /** Waits until requests are answered. */
    public void awaitAnswers() {
        Await.until(TIMEOUT, () -> app + " is answered", anybody()::isAnswered);
    }

    /** Waits until nothing waits in the flow. */
    public void awaitRest() {
        template.awaitRest();
    }
}
