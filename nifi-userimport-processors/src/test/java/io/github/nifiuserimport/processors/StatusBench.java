// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** Imports files into a database and asks how they went, both through the processors. */
final class StatusBench {

    private static final String STORE = "store";

    private final TestDatabase database;
    private final TestRunner imports;
    private final TestRunner status;
    private final PostgreSQLUserStore store;

    StatusBench(final TestDatabase database) throws InitializationException {
        this.database = database;
        imports = runner(PutUserImport.class);
        status = runner(FetchUserImportStatus.class);
        store = (PostgreSQLUserStore) status.getControllerService(STORE);
    }

    private TestRunner runner(final Class<? extends Processor> processor)
            throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        UserStores.add(runner, database);
        runner.setProperty("User Store", STORE);
        return runner;
    }

    TestRunner status() {
        return status;
    }

    /** Imports a file, with times that are always the same. */
    void importFile(final String id, final String app, final String name, final String content)
            throws SQLException {
        imports.enqueue(
                content, Map.of("filename", name, "userimport.id", id, "userimport.app", app));
        imports.run();
        settle(id);
    }

    void register(final String id, final String app, final String name)
            throws StoreException, SQLException {
        store.register(new NewJob(id, app, null, name, 1_234_567, 1), "request");
        settle(id);
    }

    /** A job of which a file of ten rows is checked and none applied. */
    void open(final String id, final String app, final String name)
            throws StoreException, SQLException {
        final PartId part = new PartId(id, 0);
        store.open(new NewJob(id, app, "track", name, 1_234_567, 1), part);
        store.counted(part, 10, Optional.empty());
        settle(id);
    }

    private void settle(final String id) throws SQLException {
        execute(
                Text.format(
                        """
                UPDATE userimport.import_job SET
                    created = '2026-03-14 09:26:50Z',
                    started = CASE WHEN started IS NOT NULL THEN timestamptz '2026-03-14 09:26:53Z' END,
                    finished = CASE WHEN finished IS NOT NULL THEN timestamptz '2026-03-14 09:26:53.5Z' END
                WHERE id = '%s'
                """,
                        id.replace("'", "''")));
    }

    void execute(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one FlowFile that comes out for one with these attributes. */
    MockFlowFile ask(final Map<String, String> attributes, final Relationship relationship) {
        status.clearTransferState();
        status.enqueue("as it came", attributes);
        status.run();
        status.assertAllFlowFilesTransferred(relationship, 1);
        return status.getFlowFilesForRelationship(relationship).getFirst();
    }
}
