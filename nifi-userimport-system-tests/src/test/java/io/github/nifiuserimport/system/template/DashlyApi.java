// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/** Lays out {@code templates/dashly-api.json} on a canvas. */
final class DashlyApi {

    private static final int PORT = 9091;
    private static final double UNPACK = HttpApi.START + 240;
    private static final double CHECK = UNPACK + GzipUnpacking.HEIGHT;
    private static final double MERGE = CHECK + 280;
    private static final double SIDE = 660;

    private DashlyApi() {}

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final Canvas canvas = Canvas.ofNewGroup(nifi, "Dashly's API for imports");
        canvas.parameters(
                "dashly-api",
                "Where requests come in, who may send them, and where users are kept.",
                HttpApi.parameters(PORT));
        final UserServices services =
                UserServices.ofApi(canvas, Map.of("Delimiter", "${userimport.delimiter}"));
        final HttpApi api = new HttpApi(canvas, services, "Dashly", "3 min");
        final String start =
                api.layOut(
                        "/users/import|/imports(/.*|[.]json)?",
                        new ProcessorConfig()
                                // Well above the 30 MB of a file: what is larger is told so in
                                // Dashly's words, which NiFi does not know.
                                .property("multipart-request-max-size", "64 MB")
                                // One is busy for as long as a client takes to send its file.
                                .concurrentTasks(6),
                        "${http.request.uri:startsWith('/imports')}",
                        new ProcessorConfig());
        final GzipUnpacking unpacking =
                GzipUnpacking.on(canvas, "Recognize .gz files", Map.of(), 0, UNPACK);
        final String check =
                canvas.processor(
                        Canvas.OURS + "processors.ParseUserImport",
                        "Check the file",
                        0,
                        CHECK,
                        dashly().property("Record Reader", services.reader())
                                .property("Action", "From Attribute")
                                .property("Report Format", "Dashly")
                                .concurrentTasks(2)
                                .terminate("records"));
        final String put = api.merge(0, MERGE, dashly());
        final String answer = api.answer("Answer with the row errors", SIDE, CHECK);
        final String fail = api.fail(-SIDE, CHECK);

        canvas.connect(End.processor(start), unpacking.entry(), "accepted");
        unpacking.feed(check, 1000);
        canvas.connect(check, answer, "report");
        canvas.connect(check, put, "original");
        canvas.connect(check, fail, "failure");
        labels(canvas);
        return canvas.group();
    }

    private static ProcessorConfig dashly() {
        return new ProcessorConfig().property("Layout", "Dashly").property("Limits", "Dashly");
    }

    private static void labels(final Canvas canvas) {
        canvas.label(
                """
                Dashly's API for imports of users

                1. Set the parameters: right-click the canvas, Parameters. At least app.key and database.*.
                2. Enable the controller services, then start this group. Send a file:

                curl http://127.0.0.1:9091/users/import -H 'Authorization: Token KEY' -F file=@users.csv -F 'app=$self_app' \\
                -F 'merge_field=$user_id' --form-string 'delimiter=;' --form-string 'tags="super_tag","import_tag_2"'

                The answer has the errors by row, the number of updates planned, and the import's ID as import_id. To see its status, open
                http://127.0.0.1:9091/imports (user default, password KEY), or send:

                curl http://127.0.0.1:9091/imports/ID.json -H 'Authorization: Token KEY'
                """,
                HttpApi.TITLE_X,
                0,
                HttpApi.TITLE_WIDTH,
                HttpApi.TITLE_HEIGHT);
        canvas.label(
                """
                The client gets its answer as soon as the file is checked.
                Rows without errors are applied after that.
                """,
                SIDE + 420,
                CHECK,
                460,
                70);
        HttpLabels.merging(canvas, MERGE);
    }
}
