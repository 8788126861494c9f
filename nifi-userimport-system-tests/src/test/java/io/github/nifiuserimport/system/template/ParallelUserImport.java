// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import java.util.Map;

/** Lays out {@code templates/parallel-user-import.json} on a canvas. */
final class ParallelUserImport {

    private static final int TASKS = 2;

    private ParallelUserImport() {}

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final Canvas canvas = Canvas.ofNewGroup(nifi, "Import users in parallel");
        canvas.parameters(
                "parallel-user-import",
                "Where to look for files of users, how to split them, and where to keep the users.",
                ImportParameters.with(
                        Parameter.of("inbox.directory", "/data/user-import/inbox")
                                .describedAs(
                                        "Folder that CSV files are dropped into, on every node the"
                                                + " same. Results go into folders inside it."),
                        Parameter.of("parts", "2")
                                .describedAs(
                                        "Into how many parts a file is split: as many as there are"
                                                + " tasks that import, all nodes together, or twice"
                                                + " that.")));
        final UserServices services = UserServices.on(canvas);

        final String list =
                canvas.processor(
                        Canvas.STANDARD + "ListFile",
                        "List files in the inbox",
                        0,
                        0,
                        InboxFiles.list());
        final String fetch =
                canvas.processor(
                        Canvas.STANDARD + "FetchFile",
                        "Take the file out of the inbox",
                        0,
                        240,
                        InboxFiles.fetch());
        final GzipUnpacking unpacking =
                GzipUnpacking.on(canvas, "Tell .gz from CSV", Map.of(), 0, 480);
        final double division = 480 + GzipUnpacking.HEIGHT;
        final Splitting splitting = Splitting.on(canvas, services, 0, division);
        final String put = MergeUsers.ofPartsOn(canvas, services, TASKS, 0, division + 270);
        final ResultFolders results =
                new ResultFolders(
                        canvas,
                        "#{inbox.directory}",
                        "drop the file into the inbox again",
                        division + 630);

        canvas.queue(End.processor(list), End.processor(fetch), 1, "success");
        // What waits, waits in the inbox, where one can see it.
        canvas.queue(End.processor(fetch), unpacking.entry(), 1, "success");
        unpacking.feed(splitting.files(), 1);
        canvas.spreadQueue(splitting.parts(), End.processor(put));
        results.receivePartsOf(put, splitting);
        canvas.label(
                """
                Import users from a folder, each file in parts side by side

                1. Set the parameters: right-click the canvas, Parameters.
                2. Set the Concurrent Tasks of the processor that merges users to the
                cores that a node has for it, and set "parts".
                3. Enable the controller services, then start this group.
                4. Drop CSV files into the inbox: userId, userAttributes.NAME, …

                One that ends in .gz is unpacked first.
                In a cluster one node takes the files, one after the other, and all import
                their parts; the folder has to be on every node the same.
                """,
                760,
                0,
                600,
                270);
        return canvas.group();
    }
}
