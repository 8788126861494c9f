// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.List;
import java.util.Map;

/**
 * Lays out {@code templates/gcs-user-import.json} on a canvas.
 *
 * <p>Each listing is of the whole bucket, and what has a job already is left out. Listing only what
 * is newer than the newest seen would need no look at the jobs, but loses objects: one that is
 * written while a listing goes through the pages before its own is older than what that listing
 * finds last. It would also lose what could not be fetched when it was listed, or have it wait in
 * the flow for ever.
 */
final class GcsUserImport {

    /**
     * One generation of one object for one app: the same however often it is listed, and another
     * once the object is overwritten.
     */
    private static final String ID =
            "${#{app.id}:append(' '):append(${gcs.bucket}):append('/'):append(${gcs.key})"
                    + ":append('#'):append(${gcs.generation})"
                    + ":UUID5('6ba7b811-9dad-11d1-80b4-00c04fd430c8')}";

    /**
     * The object's whole name as that of one file, its end when it is too long for a file. A slash
     * would lead out of the folder that results are saved in.
     */
    private static final String FILE_NAME =
            "${gcs.key:replaceAll('/', '_'):replaceAll('^[.]+$', '_')"
                    + ":replaceAll('^.+(.{75})$', '$1')}";

    /**
     * What the storage says of the object, and would say again: not that it is away, or that the
     * token is not good, or that there are too many requests.
     */
    private static final String REFUSED =
            "${invokehttp.java.exception.message:isEmpty()"
                    + ":and(${invokehttp.status.code:matches('4[0-9][0-9]')})"
                    + ":and(${invokehttp.status.code:matches('401|408|429'):not()})}";

    /** Smaller ones do not wait for the larger ones to be imported. */
    private static final int LARGE_BYTES = 1_000_000;

    /** As many listed objects may wait to be imported; nothing else is listed meanwhile. */
    private static final int WAITING = 1_000;

    private static final double LOOK = 380;
    private static final double FETCH = 620;

    /** Where what is refused goes, and what the steps in the middle are. */
    private static final double SIDE = 800;

    /** Between the columns of summaries and of failed files, so that a line can go down there. */
    private static final double ASIDE = 711;

    private final Canvas canvas;
    private final GcsStorage storage;
    private final UserServices services;
    private final String jobs;

    private GcsUserImport(final NifiClient nifi) {
        canvas = Canvas.ofNewGroup(nifi, "Import users from Google Cloud Storage");
        canvas.parameters(
                "gcs-user-import",
                "Which objects are imported, and where users and results are kept.",
                BesideImports.with(
                        Parameter.of("gcs.bucket", "user-imports")
                                .describedAs("The bucket that CSV files are uploaded to."),
                        Parameter.of("gcs.prefix", "imports/")
                                .describedAs(
                                        "The prefix of the names of objects to import. No value:"
                                                + " all objects."),
                        Parameter.of("gcs.project", null)
                                .describedAs(
                                        "The bucket's project. No value: the project of the key."),
                        Parameter.of("gcs.credentials.file", null)
                                .describedAs(
                                        "The key file (JSON) of a service account that may list and"
                                                + " read the bucket. No value: the machine's own"
                                                + " credentials (Application Default Credentials)."),
                        Parameter.of("gcs.api.url", null)
                                .describedAs(
                                        "Another address of the storage API, for a private"
                                                + " endpoint or an emulator."),
                        Parameter.of("results.directory", "/data/user-import/gcs")
                                .describedAs(
                                        "The folder for the results, with a folder inside it for each"
                                                + " kind. Nothing is written to the bucket.")));
        storage = GcsStorage.on(canvas);
        services = UserServices.on(canvas);
        jobs = jobs();
    }

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final GcsUserImport template = new GcsUserImport(nifi);
        template.listing();
        return template.canvas.group();
    }

    private void listing() {
        final String list =
                canvas.processor(
                        GcsStorage.PROCESSORS + "ListGCSBucket",
                        "List objects in the bucket",
                        0,
                        0,
                        storage.access()
                                .property("gcs-bucket", "#{gcs.bucket}")
                                .property("gcs-prefix", "#{gcs.prefix}")
                                .property("listing-strategy", "none")
                                .every("1 min"));
        final String choose =
                canvas.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Leave out folders",
                        0,
                        240,
                        new ProcessorConfig()
                                .property("files", "${gcs.key:endsWith('/'):not()}")
                                .terminate("unmatched"));
        final String look = skipImported(canvas, 480);
        final String route =
                canvas.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Large or small?",
                        0,
                        720,
                        new ProcessorConfig()
                                .property("small", "${gcs.size:lt(" + LARGE_BYTES + ")}"));
        final End large = importing(canvas.group("Import one large object at a time", -360, 960));
        final End small = importing(canvas.group("Import one small object at a time", 332, 960));

        // Nothing is listed again before all that was listed has been looked at.
        canvas.queue(End.processor(list), End.processor(choose), 1, "success");
        canvas.queue(End.processor(choose), End.processor(look), 1, "files");
        canvas.queue(End.processor(look), End.processor(route), 1, "unmatched", "failure");
        canvas.queue(End.processor(route), large, WAITING, "unmatched");
        canvas.queue(End.processor(route), small, WAITING, "small");
        BesideImports.on(canvas, services, -800);
        canvas.label(
                """
                Import users from Google Cloud Storage

                1. Set the parameters: right-click the canvas, Parameters.
                2. Enable the controller services, then start this group.
                3. Upload CSV files to the bucket: userId, userAttributes.NAME, …

                Files may be packed as gzip.
                The bucket is listed once a minute; objects are imported in the order of
                their names. Each generation of an object is imported once: if you upload
                it again, it is imported again.
                """,
                560,
                0,
                620,
                230);
        canvas.label(
                """
                Objects of less than 1 MB do not wait until larger ones are imported, unless
                they have a user in common with the one that is being imported.
                Double-click a group to see how objects are imported, and where their
                results go.
                """,
                780,
                990,
                620,
                110);
    }

    /** Lays out what happens to an object, and returns where it comes in. */
    private End importing(final Canvas inner) {
        // An object that is listed again while it waits meets its own job when its turn comes: all
        // listings of it come here, since its size stays the same.
        inner.takeOneFlowFileAtATime();
        final End port = inner.inputPort("Objects", 56, 0);
        final String name =
                inner.processor(
                        "org.apache.nifi.processors.attributes.UpdateAttribute",
                        "Name the file",
                        0,
                        140,
                        new ProcessorConfig().property("filename", FILE_NAME));
        final String look = skipImported(inner, LOOK);
        final String fetch =
                ObjectFetch.on(
                        inner,
                        "gcs.bucket",
                        "gcs.key",
                        "&generation=${gcs.generation}",
                        0,
                        FETCH,
                        new ProcessorConfig());
        final double merge = FETCH + 480;
        final String put = MergeUsers.on(inner, services, ID, 0, merge);
        final ResultFolders results =
                new ResultFolders(inner, "#{results.directory}/", "upload the file", merge + 360);

        inner.connect(port, End.processor(name));
        inner.connect(name, look, "success");
        inner.connect(look, fetch, "unmatched", "failure");
        inner.connect(fetch, put, ObjectFetch.FETCHED);
        results.receiveAllOf(put);
        final String refused = refusing(inner, fetch);
        inner.connectBy(
                List.of(
                        new Position(ASIDE, FETCH + 304),
                        new Position(ASIDE, merge + 150),
                        new Position(ASIDE, merge + 424)),
                End.processor(refused),
                results.summaries(),
                "summary");
        inner.label(
                """
                An object whose job in userimport.import_job has ended is not fetched again,
                even if it failed. The job's ID consists of app, bucket, object and generation.
                """,
                SIDE,
                LOOK,
                620,
                70);
        return port;
    }

    /** Places what drops objects whose jobs have ended. */
    private String skipImported(final Canvas on, final double y) {
        return on.processor(
                Canvas.STANDARD + "LookupAttribute",
                "Skip what was imported",
                0,
                y,
                new ProcessorConfig()
                        .property("lookup-service", jobs)
                        .property("include-empty-values", "false")
                        .property("userimport.finished", ID)
                        // The database is away, or has no tables before the first import.
                        .retry(5, "failure")
                        .terminate("matched"));
    }

    /** Lays out what becomes of an object that cannot be fetched; returns what fails its job. */
    private String refusing(final Canvas inner, final String fetch) {
        final String route =
                inner.processor(
                        Canvas.STANDARD + "RouteOnAttribute",
                        "Refused for good?",
                        SIDE,
                        FETCH,
                        new ProcessorConfig().property("refused", REFUSED));
        final String fail =
                inner.processor(
                        Canvas.OURS + "processors.FailUserImport",
                        "Mark the import failed",
                        SIDE,
                        FETCH + 240,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("Import ID", ID)
                                .property("Unknown Import", "Register It")
                                .property("App ID", "#{app.id}")
                                .terminate("success", "failure"));
        final String log =
                inner.processor(
                        Canvas.STANDARD + "LogMessage",
                        "Log that it is tried again",
                        SIDE + 600,
                        FETCH,
                        new ProcessorConfig()
                                .property("log-level", "warn")
                                .property(
                                        "log-message",
                                        "gs://${gcs.bucket}/${gcs.key} cannot be fetched now, and is"
                                                + " tried again with the next listing:"
                                                + " ${invokehttp.java.exception.message:replaceEmpty("
                                                + "${invokehttp.status.code})}")
                                .terminate("success"));
        inner.connect(fetch, route, ObjectFetch.FAILED);
        inner.connect(route, fail, "refused");
        inner.connect(route, log, "unmatched");
        inner.loopBeside(fail, SIDE, FETCH + 240, "retry");
        inner.label(
                """
                An object that is refused (gone, forbidden, encrypted with a key of its own)
                costs itself alone: after three tries its job is FAILED, once for this generation.
                To try again, see docs/operations.md. While the storage is away there is no job.
                """,
                SIDE + 680,
                FETCH + 240,
                660,
                90);
        return fail;
    }

    /**
     * When an import ended, by its id. One that has not, though nothing else is in the group, was
     * lost with a NiFi that is gone: it goes on.
     */
    private String jobs() {
        return canvas.service(
                "org.apache.nifi.lookup.db.SimpleDatabaseLookupService",
                "Jobs in PostgreSQL",
                Map.of(
                        "dbrecord-lookup-dbcp-service", services.pool(),
                        "dbrecord-lookup-table-name", "userimport.import_job",
                        "dbrecord-lookup-key-column", "id",
                        "lookup-value-column", "finished",
                        "dbrecord-lookup-cache-size", "0"));
    }
}
