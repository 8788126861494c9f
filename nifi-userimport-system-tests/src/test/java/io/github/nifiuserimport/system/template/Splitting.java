// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.List;

/**
 * A group that splits one file at a time and keeps it until its import has ended, wherever its
 * parts are: they leave the group, and those for other nodes this node, so that no queue here tells
 * whether they are done with. Another file is let in then; it may be of the same users.
 */
final class Splitting {

    private static final String NAME = "Split one file at a time";
    private static final double HEIGHT = 176;

    private final End files;
    private final End parts;
    private final End imported;
    private final End failed;
    private final double middle;

    private Splitting(final Canvas inner, final UserServices services, final double middle) {
        this.middle = middle;
        inner.takeOneFlowFileAtATime();
        files = inner.inputPort("Files", 56, 0);
        final String split =
                inner.processor(
                        Canvas.OURS + "processors.PartitionUserImport",
                        "Split the file by its users",
                        0,
                        180,
                        new ProcessorConfig()
                                .property("CSV Reader", services.reader())
                                .property("Parts", "#{parts}"));
        final String look =
                inner.processor(
                        Canvas.OURS + "processors.FetchUserImportStatus",
                        "Look up the import's status",
                        0,
                        420,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("Reply", "None")
                                .every("500 ms"));
        final String route =
                inner.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Has it ended?",
                        0,
                        660,
                        new ProcessorConfig()
                                .property("finished", "${userimport.state:equals('FINISHED')}")
                                .property(
                                        "failed", "${userimport.state:in('FAILED', 'CANCELLED')}"));
        parts = inner.outputPort("Parts", 656, 180);
        imported = inner.outputPort("Imported files", -184, 900);
        failed = inner.outputPort("Files that failed", 296, 900);

        inner.connect(files, End.processor(split));
        inner.connect(End.processor(split), parts, "parts");
        inner.connect(split, look, "original");
        inner.connect(look, route, "success");
        // Unknown while none of its parts has begun, and while the database is away.
        inner.loopBeside(look, 0, 420, "not found", "failure");
        inner.connectAroundCorner(route, look, -560, 660, "unmatched");
        inner.connect(End.processor(route), imported, "finished");
        inner.connect(End.processor(route), failed, "failed");
        inner.connectBy(
                List.of(new Position(700, 300), new Position(700, 925)),
                End.processor(split),
                failed,
                "failure");
        inner.label(
                """
                The file waits here until all of its parts are imported, on whichever nodes.
                Only then is the next file let in, as it may be about the same users.
                """,
                760,
                420,
                600,
                70);
    }

    /** Places the group. */
    static Splitting on(
            final Canvas canvas, final UserServices services, final double x, final double y) {
        return new Splitting(canvas.group(NAME, x - 16, y), services, y + HEIGHT / 2);
    }

    /** Where files come in. */
    End files() {
        return files;
    }

    /** Where their parts come out. */
    End parts() {
        return parts;
    }

    /** Where a file comes out when it is imported. */
    End imported() {
        return imported;
    }

    /** Where a file comes out when its import has failed or was cancelled. */
    End failed() {
        return failed;
    }

    /** Where on the canvas, from top to bottom, the group has its middle. */
    double middle() {
        return middle;
    }
}
