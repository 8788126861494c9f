// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.Database;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** PutUserImport with its defaults, or with one batch at a time. */
public final class PutUserImportLane implements Lane {

    static final String DEFAULTS = "PutUserImport";
    static final String BATCH_BY_BATCH = "PutUserImport, batch by batch";

    private static final String SERVICES = "io.github.nifiuserimport.services.";

    private final Database database;
    private final Build build;
    private final UserFiles files;
    private final TimedFlow flow;
    private boolean batchByBatch;

    /**
     * @param folder with room for files; lanes in the same folder share those
     * @param build whose processor it is
     */
    public PutUserImportLane(
            final NifiClient nifi, final Database database, final Path folder, final Build build)
            throws IOException {
        this.database = database;
        this.build = build;
        files = new UserFiles(Files.createDirectories(folder.resolve("ours")));
        final String group =
                nifi.groups()
                        .create(
                                nifi.groups().root(),
                                build.label("PutUserImport"),
                                Position.ORIGIN);
        final String pool =
                nifi.services()
                        .create(
                                group,
                                build.bundle(),
                                SERVICES + "PostgreSQLConnectionPool",
                                "Pool",
                                Map.of(
                                        "Database Connection URL", database.postgres().jdbcUrl(),
                                        "Database User", database.postgres().user(),
                                        "Password", database.postgres().password()));
        nifi.services().enable(pool);
        final String store =
                nifi.services()
                        .create(
                                group,
                                build.bundle(),
                                SERVICES + "PostgreSQLUserStore",
                                "Users",
                                Map.of(
                                        "Database Connection Pooling Service",
                                        pool,
                                        "Schema",
                                        build.schema()));
        nifi.services().enable(store);
        flow =
                new TimedFlow(
                        nifi,
                        folder.resolve(build.schema()),
                        group,
                        build.bundle(),
                        "io.github.nifiuserimport.processors.PutUserImport",
                        new ProcessorConfig().property("User Store", store),
                        true,
                        "success",
                        List.of("failure", "retry"),
                        "summary",
                        "rejected rows");
    }

    @Override
    public String name() {
        return build.label(batchByBatch ? BATCH_BY_BATCH : DEFAULTS);
    }

    /** From now on, over one connection a part or over as many as the processor takes by itself. */
    void setBatchByBatch(final boolean only) {
        batchByBatch = only;
    }

    @Override
    public ProcessorConfig config() {
        return new ProcessorConfig()
                // The default has to be said, or it stays as it was.
                .property("Concurrent Batches", batchByBatch ? "1" : "2");
    }

    @Override
    public String table() {
        return build.table();
    }

    @Override
    public String totalCents() {
        return "SELECT sum((attributes ->> 'balance')::numeric * 100) FROM " + table();
    }

    @Override
    public List<Path> files(final Snapshot snapshot, final int users, final int parts)
            throws IOException {
        return files.csv("nested", Users.NESTED_HEADER, snapshot, users, parts);
    }

    @Override
    public TimedFlow flow() {
        return flow;
    }

    @Override
    public void reset() throws SQLException {
        // Its first import makes it.
        if (database.number("SELECT (to_regclass('" + table() + "') IS NOT NULL)::int") == 1) {
            database.execute("TRUNCATE " + table() + ", " + build.schema() + ".import_job CASCADE");
        }
    }

    /** Imports users with a task a part, and gives the seconds. */
    public double run(final Snapshot snapshot, final int users, final int parts)
            throws IOException {
        return flow.run(config(), files(snapshot, users, parts));
    }
}
