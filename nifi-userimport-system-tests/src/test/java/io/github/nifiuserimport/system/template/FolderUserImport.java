// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;

/** Lays out {@code templates/folder-user-import.json} on a canvas. */
final class FolderUserImport {

    private static final double MERGE = 280;
    private static final int WAITING = 10;

    private FolderUserImport() {}

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final Canvas canvas = Canvas.ofNewGroup(nifi, "Import users from a folder");
        canvas.parameters(
                "folder-user-import", "The app whose users are imported.", BesideImports.with());
        final UserServices services = UserServices.on(canvas);

        final String take = InboxFiles.take(canvas);
        final String put = MergeUsers.on(canvas, services, MergeUsers.FILES_ID, 0, MERGE);
        final ResultFolders results =
                new ResultFolders(
                        canvas,
                        InboxFiles.RESULTS,
                        "drop the file into the inbox again",
                        MERGE + 360);

        // What waits, waits in the inbox, where one can see it.
        canvas.queue(End.processor(take), End.processor(put), WAITING, "success");
        results.receiveAllOf(put);
        BesideImports.on(canvas, services, -800);
        canvas.label(
                """
                Import users from a folder

                1. Set the folder: "Input Directory" of "Take files out of the inbox".
                2. Set the parameters: right-click the canvas, Parameters.
                3. Enable the controller services, then start this group.
                4. Drop CSV files into the folder: userId, userAttributes.NAME, …

                Files may be packed as gzip.
                A file is taken after nobody has written to it for two seconds, or for a
                minute if its last line has no line break. The oldest file comes first.
                A bulletin says why a file cannot be taken.
                """,
                760,
                0,
                600,
                230);
        return canvas.group();
    }
}
