// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/**
 * Lays out {@code templates/user-import-api.json} on a canvas: requests come in at the top left,
 * files that come with them are merged below, objects that they name are fetched first, on the
 * right, and imports are undone on the left.
 */
final class UserImportApi {

    private static final String PORT = "9090";

    /** As many files may wait to be merged; beyond that, clients are answered 503. */
    private static final int WAITING = 1000;

    /** While the database is away, this long from one try to the next. */
    private static final String RETRY = "5 sec";

    private static final double ROW = 300;
    private static final double LAST_ROW = 660;

    /** The column in the middle of those where objects are fetched, and how far the others are. */
    private static final double OBJECTS = 1240;

    private static final double SIDE = 620;

    private final Canvas canvas;
    private final UserServices services;

    private UserImportApi(final NifiClient nifi) {
        canvas = Canvas.ofNewGroup(nifi, "Import users by HTTP");
        canvas.parameters(
                "user-import-api",
                "Where requests come in, who may send them, where objects are, and where users are"
                        + " kept.",
                ImportParameters.with(
                        Parameter.of("http.port", PORT)
                                .describedAs("The port for incoming requests."),
                        Parameter.of("http.host", "127.0.0.1")
                                .describedAs(
                                        "The address for incoming requests; by default, only this"
                                                + " machine can send any. 0.0.0.0 for all networks:"
                                                + " set an SSL Context Service then, or put an HTTPS"
                                                + " proxy in front."),
                        Parameter.sensitive("app.key", null)
                                .describedAs(
                                        "The app's key (Leanplum's Development key, Dashly's token);"
                                                + " several, one on each line. Without a key, every"
                                                + " request is refused."),
                        Parameter.sensitive("app.read.key", null)
                                .describedAs(
                                        "A key that only asks how imports go, for people who look at"
                                                + " the pages and for monitoring. No value: none."),
                        Parameter.of("gcs.allowed.buckets", null)
                                .describedAs(
                                        "The buckets that Leanplum's requests may import from: BUCKET"
                                                + " or BUCKET/FOLDER, separated by commas. No value:"
                                                + " none."),
                        Parameter.of("file.source", "gcs")
                                .describedAs(
                                        "Where the objects are: gcs, or folder for folder.root."),
                        Parameter.of("folder.root", "/data/user-import/buckets")
                                .describedAs(
                                        "With file.source = folder: the folder that has one folder"
                                                + " for each bucket."),
                        Parameter.of("unprocessed.directory", "/data/user-import/unprocessed")
                                .describedAs(
                                        "The folder for the rows that are left when an import is"
                                                + " cancelled."),
                        Parameter.of("gcs.credentials.file", null)
                                .describedAs(
                                        "The key file (JSON) of a service account that may read the"
                                                + " buckets. No value: the machine's own credentials"
                                                + " (Application Default Credentials)."),
                        Parameter.of("gcs.api.url", null)
                                .describedAs(
                                        "Another address of the storage API, for a private"
                                                + " endpoint or an emulator.")));
        // Objects come without the attribute, which lets the delimiter be detected.
        services = UserServices.ofApi(canvas, Map.of("Delimiter", "${userimport.delimiter}"));
    }

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final UserImportApi template = new UserImportApi(nifi);
        template.layOut();
        template.labels();
        return template.canvas.group();
    }

    private void layOut() {
        final String take = takeRequests();
        final String uploads =
                merge(
                        "Merge uploads",
                        0,
                        ROW,
                        new ProcessorConfig()
                                .property("Layout", "Dashly")
                                .property("Limits", "Dashly"));
        final String choose =
                canvas.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Bucket or folder?",
                        OBJECTS,
                        0,
                        new ProcessorConfig()
                                .property("folder", "${#{file.source}:equals('folder')}"));
        final String fetchObject =
                ObjectFetch.on(
                        canvas,
                        "userimport.bucket",
                        "userimport.object",
                        "",
                        OBJECTS - SIDE,
                        ROW,
                        new ProcessorConfig().concurrentTasks(2));
        final String fetchFile =
                canvas.processor(
                        Canvas.OURS + "processors.FetchUserImportFile",
                        "Read the file",
                        OBJECTS + SIDE,
                        ROW,
                        new ProcessorConfig()
                                .property(
                                        "File",
                                        "#{folder.root}/${userimport.bucket}/${userimport.object}"));
        final String fail = fail(OBJECTS, ROW);
        final String left = saveUnprocessed();
        final String undo = undo();
        final String objects =
                merge(
                        "Merge objects",
                        OBJECTS,
                        LAST_ROW,
                        // A file of Dashly's columns would be one of attributes whatever was asked.
                        new ProcessorConfig().property("Layout", "Leanplum"));
        pruneOldImports();

        canvas.connect(uploads, left, "unprocessed");
        canvas.connect(objects, left, "unprocessed");
        queue(take, uploads, "import");
        queue(take, choose, "fetch");
        queue(take, undo, "undo");
        queue(choose, fetchObject, "unmatched");
        queue(choose, fetchFile, "folder");
        canvas.connect(fetchObject, fail, ObjectFetch.FAILED);
        canvas.connect(fetchFile, fail, "failure");
        queue(fetchObject, objects, ObjectFetch.FETCHED);
        queue(fetchFile, objects, "success");
    }

    private String takeRequests() {
        return canvas.processor(
                Canvas.OURS + "processors.ListenUserImports",
                "Take requests",
                0,
                0,
                new ProcessorConfig()
                        .property("User Store", services.store())
                        .property("Listening Port", "#{http.port}")
                        .property("Hostname", "#{http.host}")
                        .property("App ID", "#{app.id}")
                        .property("Key", "#{app.key}")
                        .property("Read-Only Key", "#{app.read.key}")
                        .property("Record Reader", services.reader())
                        .property("Allowed Buckets", "#{gcs.allowed.buckets}")
                        .property(
                                "Bucket Folder",
                                "${#{file.source}:equals('folder')"
                                        + ":ifElse(#{folder.root}, '')}"));
    }

    /** Places what applies files; all but unprocessed rows is in the store, and is not kept. */
    private String merge(
            final String name, final double x, final double y, final ProcessorConfig own) {
        final String put =
                canvas.processor(
                        Canvas.OURS + "processors.PutUserImport",
                        name,
                        x,
                        y,
                        own.property("User Store", services.store())
                                .property("Record Reader", services.reader())
                                .property("App ID", "${userimport.app}")
                                .property("Import ID", "${userimport.id}")
                                .property("Action", "From Attribute")
                                .concurrentTasks(MergeUsers.TASKS)
                                // The end of every import, also of one without any fault.
                                .bulletinsFrom("INFO")
                                .penalty(RETRY)
                                .terminate("success", "rejected rows", "summary", "failure"));
        canvas.loopBelow(put, x, y, "retry");
        return put;
    }

    /** Places what takes imports back; what it leaves as it is, is in the store too. */
    private String undo() {
        final String undo =
                canvas.processor(
                        Canvas.OURS + "processors.UndoUserImport",
                        "Undo imports",
                        -SIDE,
                        0,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("App ID", "${userimport.app}")
                                .property("Import ID", "${userimport.id}")
                                // The end of every undo, also of one that leaves nothing.
                                .bulletinsFrom("INFO")
                                .penalty(RETRY)
                                .terminate("success", "rejected rows", "summary", "failure"));
        canvas.loopBelow(undo, -SIDE, 0, "retry");
        return undo;
    }

    /** Places what ends a job whose object is not to be had. */
    private String fail(final double x, final double y) {
        final String fail =
                canvas.processor(
                        Canvas.OURS + "processors.FailUserImport",
                        "Mark the import failed",
                        x,
                        y,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                // Also where its job is gone, say with a database brought back.
                                .property("Unknown Import", "Register It")
                                .property("App ID", "${userimport.app}")
                                .penalty(RETRY)
                                .terminate("success", "summary", "failure"));
        canvas.loopBelow(fail, x, y, "retry");
        return fail;
    }

    /** Places what keeps the rows of cancelled imports, which are nowhere else. */
    private String saveUnprocessed() {
        final String save =
                canvas.processor(
                        Canvas.STANDARD + "PutFile",
                        "Save unprocessed rows",
                        SIDE,
                        LAST_ROW,
                        new ProcessorConfig()
                                .property(
                                        "Directory",
                                        "#{unprocessed.directory}/${userimport.unprocessed.from}")
                                .terminate("success"));
        canvas.loopBelow(save, SIDE, LAST_ROW, "failure");
        return save;
    }

    private void pruneOldImports() {
        canvas.processor(
                Canvas.OURS + "processors.PruneUserImports",
                "Remove old rejected rows",
                0,
                LAST_ROW,
                new ProcessorConfig().property("User Store", services.store()));
    }

    private void queue(final String source, final String target, final String... relationships) {
        canvas.queue(End.processor(source), End.processor(target), WAITING, relationships);
    }

    private void labels() {
        canvas.label(
                """
                Import users by HTTP, as with Leanplum or Dashly

                1. Set the parameters: right-click the canvas, Parameters. At least app.key and database.*; for buckets, gcs.allowed.buckets.
                2. Enable the controller services, then start this group.

                Dashly: curl http://127.0.0.1:9090/users/import -H 'Authorization: Token KEY' -F file=@users.csv -F 'app=$self_app' --form-string 'delimiter=;'

                Leanplum: curl http://127.0.0.1:9090/api -d action=multi -d apiVersion=1.0.6 -d appId=default -d clientKey=KEY -d createJob=true \\
                -d defaultAction=setUserAttributes -d gcsBucket=BUCKET -d file=users.csv

                How imports go: http://127.0.0.1:9090/imports (user default, password KEY). For monitoring: /healthz and /metrics.
                """,
                0,
                -330,
                1120,
                260);
        canvas.label(
                """
                Dashly's: the file comes with the
                request. It is checked before
                the client gets its answer.
                """,
                -300,
                ROW + 20,
                260,
                90);
        canvas.label(
                """
                An import is undone that somebody
                asks to undo on its page, or with
                POST /imports/ID/undo. What was
                changed since stays as it is, and
                is listed on the page of the undo.
                """,
                -SIDE - 340,
                0,
                320,
                130);
        canvas.label(
                """
                Leanplum's: the request names an object in a bucket.
                One that cannot be fetched is tried three times. Then
                its job is FAILED, and its error is what the storage says.
                """,
                OBJECTS - SIDE - 120,
                150,
                430,
                90);
        canvas.label(
                """
                With file.source = folder, object O of bucket B is
                the file folder.root/B/O. It is read as soon as nobody
                writes to it any more, and is not removed.
                """,
                OBJECTS + SIDE,
                150,
                410,
                90);
        canvas.label(
                """
                One request is one import, applied exactly once. Its status, errors and rejected
                rows are in the store and under /imports/ID, so that nothing that comes out
                here is kept but the rows that are left of a cancelled import. To be notified when an import ends, connect "summary".

                Large files are applied one after another, in the order in which they came. A
                small file passes a large one, unless it has a user in common with it.
                """,
                OBJECTS + 400,
                LAST_ROW - 20,
                600,
                160);
        canvas.label(
                """
                Once a day. Rejected rows are kept
                for 30 days, jobs for ever.
                """,
                0,
                LAST_ROW + 150,
                300,
                70);
    }
}
