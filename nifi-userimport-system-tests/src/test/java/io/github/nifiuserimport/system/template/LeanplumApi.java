// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/** Lays out {@code templates/leanplum-api.json} on a canvas. */
final class LeanplumApi {

    private static final int PORT = 9090;
    private static final double CHOOSE = HttpApi.START + 240;
    private static final double FETCH = CHOOSE + 280;
    private static final double UNPACK = FETCH + 360;
    private static final double MERGE = UNPACK + GzipUnpacking.HEIGHT;
    private static final double SIDE = 660;

    private final Canvas canvas;
    private final UserServices services;

    private LeanplumApi(final NifiClient nifi) {
        canvas = Canvas.ofNewGroup(nifi, "Leanplum's API for imports");
        canvas.parameters(
                "leanplum-api",
                "Where requests come in, who may send them, where files are, and where users are"
                        + " kept.",
                HttpApi.parameters(
                        PORT,
                        Parameter.of("gcs.allowed.buckets", null)
                                .describedAs(
                                        "The buckets that requests may import from: BUCKET or"
                                                + " BUCKET/FOLDER, separated by commas. No value: none."),
                        Parameter.of("file.source", "gcs")
                                .describedAs(
                                        "Where the files are: gcs, or folder for folder.root."),
                        Parameter.of("folder.root", "/data/user-import/buckets")
                                .describedAs(
                                        "With file.source = folder: the folder that has one folder"
                                                + " for each bucket."),
                        Parameter.of("gcs.credentials.file", null)
                                .describedAs(
                                        "The key file (JSON) of a service account that may read the"
                                                + " buckets. No value: the machine's own credentials"
                                                + " (Application Default Credentials)."),
                        Parameter.of("gcs.api.url", null)
                                .describedAs(
                                        "Another address of the storage API, for a private"
                                                + " endpoint or an emulator.")));
        services = UserServices.ofApi(canvas, Map.of());
    }

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final LeanplumApi template = new LeanplumApi(nifi);
        template.layOut();
        return template.canvas.group();
    }

    private void layOut() {
        final HttpApi api = new HttpApi(canvas, services, "Leanplum", "1 min");
        final String start =
                api.layOut(
                        "/api|/imports(/.*|[.]json)?",
                        new ProcessorConfig().concurrentTasks(4),
                        "${http.request.uri:startsWith('/imports')"
                                + ":or(${userimport.argument.action:equals('getMultiResults')})}",
                        new ProcessorConfig()
                                .property("Allowed Buckets", "#{gcs.allowed.buckets}")
                                .property(
                                        "Bucket Folder",
                                        "${#{file.source}:equals('folder')"
                                                + ":ifElse(#{folder.root}, '')}"));
        final String choose =
                canvas.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Bucket or folder?",
                        0,
                        CHOOSE,
                        new ProcessorConfig()
                                .property("folder", "${#{file.source}:equals('folder')}"));
        final String fetchObject = fetchObject();
        final String fetchFile = fetchFile();
        final GzipUnpacking unpacking =
                GzipUnpacking.on(canvas, "Recognize .gz files", Map.of(), 0, UNPACK);
        final String put =
                api.merge(
                        0,
                        MERGE,
                        // A file of Dashly's columns would be one of attributes whatever was asked.
                        new ProcessorConfig().property("Layout", "Leanplum"));
        final String fail = api.fail(0, FETCH);

        canvas.connect(start, choose, "accepted");
        canvas.connect(choose, fetchObject, "unmatched");
        canvas.connect(choose, fetchFile, "folder");
        canvas.connect(fetchObject, fail, ObjectFetch.FAILED);
        canvas.connect(fetchFile, fail, "failure");
        canvas.connect(End.processor(fetchObject), unpacking.entry(), ObjectFetch.FETCHED);
        canvas.connect(End.processor(fetchFile), unpacking.entry(), "success");
        unpacking.feed(put, 1000);
        labels();
    }

    private String fetchObject() {
        return ObjectFetch.on(
                canvas,
                "userimport.bucket",
                "userimport.object",
                "",
                -SIDE,
                FETCH,
                new ProcessorConfig().concurrentTasks(2));
    }

    private String fetchFile() {
        return canvas.processor(
                Canvas.OURS + "processors.FetchUserImportFile",
                "Read the file",
                SIDE,
                FETCH,
                new ProcessorConfig()
                        .property(
                                "File",
                                "#{folder.root}/${userimport.bucket}/${userimport.object}"));
    }

    private void labels() {
        canvas.label(
                """
                Leanplum's API for imports of users

                1. Set the parameters: right-click the canvas, Parameters. At least app.key, gcs.allowed.buckets and database.*.
                2. Enable the controller services, then start this group. Upload a file to a bucket, or into its folder, and import it:

                curl http://127.0.0.1:9090/api -d action=multi -d apiVersion=1.0.6 -d appId=default -d clientKey=KEY -d createJob=true \\
                -d defaultAction=setUserAttributes -d gcsBucket=BUCKET -d file=users.csv

                The answer has a jobId. To see its status, open http://127.0.0.1:9090/imports (user default, password KEY), or send:

                curl http://127.0.0.1:9090/api -d action=getMultiResults -d apiVersion=1.0.6 -d appId=default -d clientKey=KEY -d jobId=ID
                """,
                HttpApi.TITLE_X,
                0,
                HttpApi.TITLE_WIDTH,
                HttpApi.TITLE_HEIGHT);
        canvas.label(
                """
                An object that cannot be fetched is tried three times.
                Then its job is FAILED, and its error is what Google Cloud
                Storage says. Other imports go on in the meantime.
                """,
                -720,
                FETCH - 120,
                410,
                90);
        canvas.label(
                """
                With file.source = folder, object O of bucket B is
                the file folder.root/B/O. It is read as soon as nobody
                writes to it any more, and is not removed.
                """,
                SIDE,
                FETCH - 120,
                410,
                90);
        HttpLabels.merging(canvas, MERGE);
    }
}
