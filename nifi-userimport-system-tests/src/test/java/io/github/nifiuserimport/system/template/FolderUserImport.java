// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.Connections;
import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.List;
import java.util.Map;

/** Lays out {@code templates/folder-user-import.json} on a canvas. */
final class FolderUserImport {

    private static final String OURS = "io.github.nifiuserimport.";
    private static final int WAITING = 10;
    private static final String STANDARD = "org.apache.nifi.processors.standard.";

    /** When a FlowFile arrived, as a folder's name; one second keeps apart files of one name. */
    private static final String TIME = "${now():format(\"yyyy-MM-dd'T'HH-mm-ss\")}";

    /**
     * The same for the same file: one that is listed twice, because NiFi was killed between taking
     * it and deleting it, is not imported twice. For what comes from elsewhere, the FlowFile's.
     */
    private static final String ID =
            "${file.lastModifiedTime:isEmpty():ifElse(${uuid}, ${absolute.path:append(${filename})"
                    + ":append(${file.size}):append(${file.lastModifiedTime})"
                    + ":append(${file.creationTime})"
                    + ":UUID5('6ba7b811-9dad-11d1-80b4-00c04fd430c8')})}";

    private final NifiClient nifi;
    private final Connections connections;
    private final Canvas canvas;
    private final String group;

    private FolderUserImport(final NifiClient nifi, final String group) {
        this.nifi = nifi;
        this.connections = nifi.connections();
        this.canvas = new Canvas(nifi, group);
        this.group = group;
    }

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    static String build(final NifiClient nifi) {
        final String group =
                nifi.groups()
                        .create(
                                nifi.groups().root(),
                                "Import users from a folder",
                                Position.ORIGIN);
        new FolderUserImport(nifi, group).build();
        return group;
    }

    private void build() {
        nifi.groups().useParameterContext(group, parameters());
        final String reader = service("UserImportCSVReader", "CSV with dotted headers", Map.of());
        final String pool =
                service(
                        "PostgreSQLConnectionPool",
                        "PostgreSQL",
                        Map.of(
                                "Database Connection URL", "#{database.url}",
                                "Database User", "#{database.user}",
                                "Password", "#{database.password}"));
        final String store =
                service(
                        "PostgreSQLUserStore",
                        "Users in PostgreSQL",
                        Map.of("Database Connection Pooling Service", pool));

        final String list =
                canvas.processor(
                        STANDARD + "ListFile",
                        "List files in the inbox",
                        0,
                        0,
                        new ProcessorConfig()
                                .property("Input Directory", "#{inbox.directory}")
                                .property("Recurse Subdirectories", "false")
                                // Tracking would miss a file moved in with an old time.
                                .property("listing-strategy", "none")
                                .property("Minimum File Age", "2 sec")
                                .every("2 sec"));
        final String fetch =
                canvas.processor(
                        STANDARD + "FetchFile",
                        "Take the file out of the inbox",
                        0,
                        270,
                        new ProcessorConfig()
                                .property("Completion Strategy", "Delete File")
                                .property("Log level when file not found", "INFO")
                                .terminate("not.found", "permission.denied", "failure"));
        final String put =
                canvas.processor(
                        OURS + "processors.PutUserImport",
                        "Merge users into profiles",
                        0,
                        540,
                        new ProcessorConfig()
                                .property("User Store", store)
                                .property("Record Reader", reader)
                                .property("App ID", "#{app.id}")
                                .property("Import ID", ID)
                                // The end of every import, also of one without any fault.
                                .bulletinsFrom("INFO"));
        final String done = save("Keep imported file", -800, "done/" + TIME);
        final String rejected = save("Save rejected rows", -270, "rejected/" + TIME);
        final String summary = save("Save summary", 270, "summaries/" + TIME);
        final String failed = save("Save file that failed", 800, "failed/" + TIME);

        // Nothing is listed again before what was listed is taken: no file is there twice.
        queue(list, fetch, 1);
        // What waits, waits in the inbox, where one can see it.
        queue(fetch, put, WAITING);
        canvas.loopBeside(put, 0, 540, "retry");
        connect(put, done, "success");
        connect(put, rejected, "rejected rows");
        connect(put, summary, "summary");
        connect(put, failed, "failure");
        labels();
    }

    private String parameters() {
        return nifi.parameters()
                .create(
                        "folder-user-import",
                        "Where to look for files of users, and where to keep the users.",
                        List.of(
                                Parameter.of("inbox.directory", "/data/user-import/inbox")
                                        .describedAs(
                                                "Folder that CSV files are dropped into. Results go"
                                                        + " into folders inside it."),
                                Parameter.of("app.id", "default")
                                        .describedAs("The app whose users are imported."),
                                Parameter.of(
                                                "database.url",
                                                "jdbc:postgresql://localhost:5432/users")
                                        .describedAs("The PostgreSQL database for profiles."),
                                Parameter.of("database.user", "importer")
                                        .describedAs("Who may create a schema in it."),
                                Parameter.sensitive("database.password", null)
                                        .describedAs("That user's password.")));
    }

    private String service(
            final String type, final String name, final Map<String, String> properties) {
        return nifi.services().create(group, OURS + "services." + type, name, properties);
    }

    private String save(final String name, final double x, final String folder) {
        final String id =
                canvas.processor(
                        STANDARD + "PutFile",
                        name,
                        x,
                        900,
                        new ProcessorConfig()
                                .property("Directory", "#{inbox.directory}/" + folder)
                                .terminate("success"));
        canvas.loopBelow(id, x, 900, "failure");
        return id;
    }

    private void connect(final String source, final String target, final String relationship) {
        connections.create(
                group,
                End.processor(source),
                End.processor(target),
                List.of(relationship),
                List.of());
    }

    /** Files that say different things of one user are imported in their order. */
    private void queue(final String source, final String target, final int limit) {
        final String connection = connections.create(group, source, target, "success");
        connections.limit(connection, limit);
        connections.keepOrder(connection);
    }

    private void labels() {
        canvas.label(
                """
                Import users from a folder

                1. Set the parameters: right-click the canvas, Parameters.
                2. Enable the controller services, then start this group.
                3. Drop CSV files into the inbox: userId, userAttributes.NAME, …

                A file is taken two seconds after its last change, the oldest first.
                One that cannot be read stays in the inbox and is tried again; a
                bulletin of the second processor tells why.
                """,
                760,
                0,
                600,
                190);
        canvas.label(
                """
                One file is one import, applied exactly once. Its state is in the table
                userimport.import_job, and on the FlowFile's attributes.
                While the database is away, the file waits in "retry", then goes on.
                """,
                760,
                540,
                600,
                100);
        canvas.label(
                """
                The rows that could not be imported, as CSV with
                line, column and error: correct them and drop
                the file into the inbox again.
                """,
                -270,
                1190,
                400,
                90);
        canvas.label(
                """
                Nothing of such a file was imported.
                Its summary says why.
                """,
                800,
                1190,
                352,
                70);
    }
}
