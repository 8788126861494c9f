// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands beside a flow that imports without being asked over HTTP: a page that shows how
 * imports go, and cancels them or has them undone; and what removes old rejected rows.
 *
 * <p>The page is disabled until somebody has set a key for it: without one nobody may look, and a
 * second import of the template would ask for the same port.
 */
final class BesideImports {

    private static final double ROW = 240;
    private static final double COLUMN = 400;

    private BesideImports() {}

    /** A template's parameters, with those of the page behind its own. */
    static List<Parameter> with(final Parameter... own) {
        return Stream.concat(
                        ImportParameters.with(own).stream(),
                        Stream.of(
                                Parameter.of("status.port", "9091")
                                        .describedAs(
                                                "The port of \"Show how imports go\", which is"
                                                        + " disabled at first. Another one for each"
                                                        + " group that has it running."),
                                Parameter.sensitive("status.key", null)
                                        .describedAs(
                                                "The password for the pages of \"Show how imports"
                                                        + " go\"; the user is app.id. It also cancels"
                                                        + " and undoes imports, and starts none.")))
                .toList();
    }

    /**
     * Places them, left of the flow.
     *
     * @param x where there is room
     */
    static void on(final Canvas canvas, final UserServices services, final double x) {
        canvas.processor(
                Canvas.OURS + "processors.PruneUserImports",
                "Remove old rejected rows",
                x - COLUMN,
                0,
                new ProcessorConfig()
                        .property("User Store", services.store())
                        .onPrimaryNode()
                        .terminate("success"));
        final String page =
                canvas.processor(
                        Canvas.OURS + "processors.ListenUserImports",
                        "Show how imports go",
                        x,
                        ROW,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("Listening Port", "#{status.port}")
                                .property("App ID", "#{app.id}")
                                .property("Key", "#{status.key}")
                                .terminate("import", "fetch"));
        canvas.disable(page);
        final String undo =
                canvas.processor(
                        Canvas.OURS + "processors.UndoUserImport",
                        "Undo imports",
                        x,
                        0,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("App ID", "#{app.id}")
                                // The end of every undo, also of one that leaves nothing.
                                .bulletinsFrom("INFO")
                                // Its page tells all that comes of it.
                                .terminate("success", "rejected rows", "summary", "failure"));
        canvas.connect(page, undo, "undo");
        canvas.loopBeside(undo, x, 0, "retry");
        canvas.label(
                """
                To see in a browser how imports go, and to cancel or undo one: set
                the parameter status.key, enable this processor and start it. Open
                http://127.0.0.1:9091/imports (user app.id, password status.key).
                """,
                x - 60,
                ROW + 150,
                480,
                90);
    }
}
