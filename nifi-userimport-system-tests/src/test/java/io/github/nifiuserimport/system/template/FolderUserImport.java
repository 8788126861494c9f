// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import java.util.Map;

/** Lays out {@code templates/folder-user-import.json} on a canvas. */
final class FolderUserImport {

    private static final int WAITING = 10;

    private FolderUserImport() {}

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final Canvas canvas = Canvas.ofNewGroup(nifi, "Import users from a folder");
        canvas.parameters(
                "folder-user-import",
                "Where to look for files of users, and where to keep the users.",
                ImportParameters.with(
                        Parameter.of("inbox.directory", "/data/user-import/inbox")
                                .describedAs(
                                        "Folder that CSV files are dropped into. Results go into"
                                                + " folders inside it.")));
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
        final double merge = 480 + GzipUnpacking.HEIGHT;
        final String put = MergeUsers.on(canvas, services, InboxFiles.ID, 0, merge);
        final ResultFolders results =
                new ResultFolders(
                        canvas,
                        "#{inbox.directory}",
                        "drop the file into the inbox again",
                        merge + 360);

        // Nothing is listed again before what was listed is taken: no file is there twice.
        canvas.queue(End.processor(list), End.processor(fetch), 1, "success");
        // What waits, waits in the inbox, where one can see it.
        canvas.queue(End.processor(fetch), unpacking.entry(), 1, "success");
        unpacking.feed(put, WAITING);
        results.receiveAllOf(put);
        canvas.label(
                """
                Import users from a folder

                1. Set the parameters: right-click the canvas, Parameters.
                2. Enable the controller services, then start this group.
                3. Drop CSV files into the inbox: userId, userAttributes.NAME, …

                One that ends in .gz is unpacked first.
                A file is taken two seconds after its last change, the oldest first.
                One that cannot be read stays in the inbox and is tried again; a
                bulletin of the second processor tells why.
                """,
                760,
                0,
                600,
                210);
        return canvas.group();
    }
}
