// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;

/** Lays out {@code templates/parallel-user-import.json} on a canvas. */
final class ParallelUserImport {

    private static final int TASKS = 2;

    private ParallelUserImport() {}

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final Canvas canvas = Canvas.ofNewGroup(nifi, "Import users in parallel");
        canvas.parameters(
                "parallel-user-import",
                "The app whose users are imported, and into how many parts files are split.",
                BesideImports.with(
                        Parameter.of("parts", "2")
                                .describedAs(
                                        "Into how many parts a file is split: as many as there are"
                                                + " tasks that import on all nodes together, or twice"
                                                + " as many.")));
        final UserServices services = UserServices.on(canvas);

        final String take = InboxFiles.take(canvas);
        final double division = 280;
        final Splitting splitting = Splitting.on(canvas, services, 0, division);
        final String put = MergeUsers.ofPartsOn(canvas, services, TASKS, 0, division + 270);
        final ResultFolders results =
                new ResultFolders(
                        canvas,
                        InboxFiles.RESULTS,
                        "drop the file into the inbox again",
                        division + 630);

        // What waits, waits in the inbox, where one can see it.
        canvas.queue(End.processor(take), splitting.files(), 1, "success");
        canvas.spreadQueue(splitting.parts(), End.processor(put));
        results.receivePartsOf(put, splitting);
        BesideImports.on(canvas, services, -1400);
        canvas.label(
                """
                Import users from a folder, the parts of each file in parallel

                1. Set the folder: "Input Directory" of "Take files out of the inbox".
                2. Set the parameters: right-click the canvas, Parameters.
                3. Set the Concurrent Tasks of "Merge users into profiles" to the number of
                cores that a node can spare, and set "parts".
                4. Enable the controller services, then start this group.
                5. Drop CSV files into the folder: userId, userAttributes.NAME, …

                Files may be packed as gzip.
                In a cluster, one node takes the files, one after another, and all nodes
                import their parts; every node has to see the same folder.
                """,
                760,
                0,
                600,
                290);
        return canvas.group();
    }
}
