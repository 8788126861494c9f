// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What both APIs have in common: requests come in on the left and go down, to the right of them
 * what is answered at once.
 */
final class HttpApi {

    /** How far below the first processor the one that starts imports is. */
    static final double START = 720;

    /** Where there is room for what the flow is, right of its top. */
    static final double TITLE_X = 520;

    static final double TITLE_WIDTH = 1000;
    static final double TITLE_HEIGHT = 250;

    private static final double STATUS_X = 660;
    private static final double ANSWER_X = 1320;
    private static final double PAST_ANSWER = 420;
    private static final double ROW = 240;

    /** As many as may wait for NiFi to take them; beyond that, it answers 503. */
    private static final String QUEUE = "1000";

    /** While the database is away, this long from one try to the next. */
    private static final String RETRY = "5 sec";

    private static final String HEADERS =
            "WWW-Authenticate|Retry-After|Allow|Cache-Control|Content-Disposition"
                    + "|Content-Security-Policy|X-Content-Type-Options|Location";

    private final Canvas canvas;
    private final UserServices services;
    private final String api;
    private final String contexts;

    /**
     * @param api as our processors' property of that name has it
     * @param timeout how long a request may wait for its answer
     */
    HttpApi(
            final Canvas canvas,
            final UserServices services,
            final String api,
            final String timeout) {
        this.canvas = canvas;
        this.services = services;
        this.api = api;
        contexts =
                canvas.service(
                        "org.apache.nifi.http.StandardHttpContextMap",
                        "Requests that wait for an answer",
                        Map.of("Request Expiration", timeout));
    }

    /** The parameters of both APIs, those of one's own between them and those of every template. */
    static List<Parameter> parameters(final int port, final Parameter... own) {
        return Stream.concat(
                        Stream.of(
                                Parameter.of("http.port", Integer.toString(port))
                                        .describedAs("The port for incoming requests."),
                                Parameter.of("http.host", "127.0.0.1")
                                        .describedAs(
                                                "The address for incoming requests; by default, only"
                                                        + " this machine can send any. 0.0.0.0 for all"
                                                        + " networks: put an HTTPS proxy in front"
                                                        + " then."),
                                Parameter.sensitive("app.key", null)
                                        .describedAs(
                                                "The app's key (Leanplum's Development key, Dashly's"
                                                        + " token). Without a key, every request is"
                                                        + " refused.")),
                        ImportParameters.with(own).stream())
                .toList();
    }

    /**
     * Lays it out.
     *
     * @param paths that are answered, as a regular expression
     * @param receiving more of what takes the requests
     * @param statusRequests which requests ask for the status of imports, as an expression
     * @param starting more of what starts imports
     * @return the processor that starts imports; its {@code accepted} is to be connected
     */
    String layOut(
            final String paths,
            final ProcessorConfig receiving,
            final String statusRequests,
            final ProcessorConfig starting) {
        final String receive =
                canvas.processor(
                        Canvas.STANDARD + "HandleHttpRequest",
                        "Take requests",
                        0,
                        0,
                        receiving
                                .property("Listening Port", "#{http.port}")
                                .property("Hostname", "#{http.host}")
                                .property("HTTP Context Map", contexts)
                                .property("Allowed Paths", paths)
                                .property("Allow PUT", "false")
                                .property("Allow DELETE", "false")
                                .property("container-queue-size", QUEUE)
                                // It looks for requests all the time otherwise.
                                .every("5 ms"));
        final String authorize =
                canvas.processor(
                        Canvas.OURS + "processors.AuthorizeUserImport",
                        "Check the key",
                        0,
                        ROW,
                        new ProcessorConfig()
                                .property("API", api)
                                .property("App ID", "#{app.id}")
                                .property("Key", "#{app.key}")
                                .concurrentTasks(2));
        final String route =
                canvas.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Status or import?",
                        0,
                        2 * ROW,
                        new ProcessorConfig().property("status", statusRequests));
        final String start =
                canvas.processor(
                        Canvas.OURS + "processors.StartUserImport",
                        "Start the import",
                        0,
                        START,
                        starting.property("User Store", services.store())
                                .property("API", api)
                                .concurrentTasks(2)
                                // Of FlowFiles that are no requests, of which there are none.
                                .terminate("failure"));
        final String status =
                canvas.processor(
                        Canvas.OURS + "processors.FetchUserImportStatus",
                        "Look up the status",
                        STATUS_X,
                        2 * ROW,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("Reply", "From Request")
                                .concurrentTasks(2));
        final String answer = answer("Answer", ANSWER_X, 2 * ROW);

        canvas.connect(receive, authorize, "success");
        canvas.connect(authorize, route, "authorized");
        canvas.connect(route, start, "unmatched");
        canvas.connect(route, status, "status");
        canvas.connect(status, answer, "success", "not found", "failure");
        canvas.connectAroundCorner(authorize, answer, ANSWER_X, ROW, "response");
        canvas.connectAroundCorner(start, answer, ANSWER_X, START, "response");
        canvas.label(
                """
                All answers are sent from here, refusals too. A client that has
                disconnected in the meantime gets none; nothing is kept of it.
                """,
                ANSWER_X + PAST_ANSWER,
                2 * ROW,
                460,
                70);
        return start;
    }

    /** Places what sends answers. */
    String answer(final String name, final double x, final double y) {
        return canvas.processor(
                Canvas.STANDARD + "HandleHttpResponse",
                name,
                x,
                y,
                new ProcessorConfig()
                        .property("HTTP Context Map", contexts)
                        .property("HTTP Status Code", "${userimport.reply.status}")
                        .property("Attributes to add to the HTTP Response (Regex)", HEADERS)
                        .property("Content-Type", "${mime.type}")
                        .concurrentTasks(2)
                        // The client hung up, or was answered 503 after too long a wait.
                        .terminate("success", "failure"));
    }

    /** Places what ends a job whose file is not to be had. */
    String fail(final double x, final double y) {
        final String fail =
                canvas.processor(
                        Canvas.OURS + "processors.FailUserImport",
                        "Mark the import failed",
                        x,
                        y,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .penalty(RETRY)
                                .terminate("success", "summary", "failure"));
        canvas.loopBelow(fail, x, y, "retry");
        return fail;
    }

    /** Places what applies files; nothing of what comes out of it is needed any more. */
    String merge(final double x, final double y, final ProcessorConfig own) {
        final String put =
                canvas.processor(
                        Canvas.OURS + "processors.PutUserImport",
                        "Merge users into profiles",
                        x,
                        y,
                        own.property("User Store", services.store())
                                .property("Record Reader", services.reader())
                                .property("App ID", "${userimport.app}")
                                .property("Import ID", "${userimport.id}")
                                .property("Action", "From Attribute")
                                // The end of every import, also of one without any fault.
                                .bulletinsFrom("INFO")
                                .penalty(RETRY)
                                .terminate("success", "rejected rows", "summary", "failure"));
        canvas.loopBeside(put, x, y, "retry");
        return put;
    }
}
