// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.reference.PlainDatabase;
import io.github.nifiuserimport.reference.PlainSettings;
import io.github.nifiuserimport.reference.RandomFiles.RandomFile;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.services.UserImportCSVReader;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.testing.UsersBefore;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** Imports random files one by one, and looks what became of each. */
final class RandomFilesBench implements AutoCloseable {

    /**
     * What became of a file.
     *
     * @param fault why it failed, or null
     * @param rejected lines of rejected rows
     * @param warned lines of warnings
     * @param leaks what is left open or lying about
     * @param rejectedRows the file of them, or null
     */
    record Outcome(
            String fault,
            List<Integer> rejected,
            List<Integer> warned,
            int skipped,
            List<Map<String, Object>> profiles,
            List<String> leaks,
            byte[] rejectedRows) {}

    private final TestRunner runner;
    private final CountedConnections pool;
    private final PlainDatabase users;
    private final UsersBefore history;
    private final Connection connection;
    private int files;
    private int failed;
    private int rows;
    private int rejectedRows;
    private int skippedRows;
    private int warnings;

    RandomFilesBench() throws Exception {
        this(TestPostgres.shared().newDatabase());
    }

    RandomFilesBench(final TestDatabase database) throws Exception {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        pool = new CountedConnections(database);
        runner.addControllerService("pool", pool);
        runner.enableControllerService(pool);
        final PostgreSQLUserStore store = new PostgreSQLUserStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, "Database Connection Pooling Service", "pool");
        runner.enableControllerService(store);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        for (final String delimiter : List.of(",", ";", "\t", "|", " ")) {
            for (final boolean clears : List.of(true, false)) {
                final UserImportCSVReader reader = new UserImportCSVReader();
                final String name = reader(delimiter.charAt(0), clears);
                runner.addControllerService(name, reader);
                runner.setProperty(reader, "Delimiter", delimiter);
                runner.setProperty(reader, "Empty Cells", clears ? "Clear" : "Not Given");
                runner.enableControllerService(reader);
            }
        }
        connection = database.connection();
        users = new PlainDatabase(connection);
        history = new UsersBefore(connection);
    }

    private static String reader(final char delimiter, final boolean clears) {
        return "reader " + (int) delimiter + clears;
    }

    int files() {
        return files;
    }

    int failed() {
        return failed;
    }

    String summary() {
        return Text.format(
                "%d files: %d failed; %d rows: %d rejected, %d skipped; %d warnings",
                files, failed, rows, rejectedRows, skippedRows, warnings);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (final SQLException e) {
            throw new AssertionError(e);
        }
    }

    Outcome run(
            final String app,
            final RandomFile file,
            final int batchSize,
            final int concurrentBatches,
            final boolean sorted)
            throws SQLException {
        final Map<String, String> properties = properties(file);
        properties.put("Batch Size", Integer.toString(batchSize));
        properties.put("Concurrent Batches", Integer.toString(concurrentBatches));
        properties.put("Sort Files From", sorted ? "0 B" : "1 TB");
        properties.forEach(runner::setProperty);
        final List<String> before = history.now(app);
        try {
            runner.clearTransferState();
            runner.enqueue(file.content(), Map.of("filename", "users.csv", "userimport.app", app));
            runner.run();
        } finally {
            properties.keySet().forEach(runner::removeProperty);
        }
        files++;
        return outcome(app, before);
    }

    /** Something that is done with the processor as it is set up. */
    interface Work<T> {
        T run(ProcessContext context) throws IOException, StoreException, SQLException;
    }

    /** Does something with properties that are set meanwhile. */
    <T> T with(final Map<String, String> properties, final Work<T> work)
            throws IOException, StoreException, SQLException {
        properties.forEach(runner::setProperty);
        try {
            return work.run(runner.getProcessContext());
        } finally {
            properties.keySet().forEach(runner::removeProperty);
        }
    }

    ComponentLog log() {
        return runner.getLogger();
    }

    /** The job of the file that was imported last. */
    String job() {
        return runner.getFlowFilesForRelationship(PutUserImport.SUCCESS)
                .getFirst()
                .getAttribute("userimport.id");
    }

    /** What was counted of the file that was imported last. */
    long count(final Count count) {
        final List<MockFlowFile> ended = runner.getFlowFilesForRelationship(PutUserImport.SUCCESS);
        return Long.parseLong(ended.getFirst().getAttribute(count.attribute()));
    }

    static Map<String, String> properties(final RandomFile file) {
        final PlainSettings settings = file.settings();
        final Map<String, String> properties = new LinkedHashMap<>(settings.mapping());
        if (!file.detectDelimiter()) {
            properties.put("Record Reader", reader(settings.delimiter(), settings.clears()));
        }
        properties.put("Layout", settings.dialect());
        properties.put("Action", settings.action());
        properties.put("Import Key", settings.importKey());
        properties.put("Tags", String.join(",", settings.tags()));
        properties.put("Unmapped Columns", settings.unmapped());
        properties.put(
                "Create Disposition", settings.createNever() ? "CreateNever" : "CreateIfNeeded");
        properties.put("Nested Objects", settings.replaceObjects() ? "Replace" : "Merge");
        properties.put("Check Names", Boolean.toString(settings.checkNames()));
        properties.put("New User Id", settings.renamesUsers() ? "Rename User" : "Switch User");
        if (settings.tags().isEmpty()) {
            properties.remove("Tags");
        }
        return properties;
    }

    private Outcome outcome(final String app, final List<String> before) throws SQLException {
        final List<MockFlowFile> failures =
                runner.getFlowFilesForRelationship(PutUserImport.FAILURE);
        final List<MockFlowFile> successes =
                runner.getFlowFilesForRelationship(PutUserImport.SUCCESS);
        final List<MockFlowFile> rejections =
                runner.getFlowFilesForRelationship(PutUserImport.REJECTED_ROWS);
        final List<String> leaks = leaks(failures.size(), successes.size());
        if (!leaks.isEmpty()) {
            final String fault = String.join(", ", leaks);
            return new Outcome(fault, List.of(), List.of(), 0, List.of(), leaks, null);
        }
        final MockFlowFile ended = failures.isEmpty() ? successes.getFirst() : failures.getFirst();
        final String job = ended.getAttribute("userimport.id");
        final String state = failures.isEmpty() ? "FINISHED" : "FAILED";
        if (!state.equals(ended.getAttribute("userimport.state"))) {
            leaks.add("the job is " + ended.getAttribute("userimport.state"));
        }
        if (!history.before(job, app).equals(before)) {
            leaks.add("a history that does not lead back: " + history.before(job, app));
        }
        final List<Integer> rejected = users.rejectedLines(job);
        if (rejections.size() != (rejected.isEmpty() ? 0 : 1)) {
            leaks.add(rejections.size() + " files of rejected rows");
        }
        failed += failures.size();
        rows += number(ended, "userimport.rows");
        rejectedRows += number(ended, "userimport.rows.rejected");
        skippedRows += number(ended, "userimport.rows.skipped");
        warnings += number(ended, "userimport.warnings");
        return new Outcome(
                failures.isEmpty() ? null : ended.getAttribute("userimport.error"),
                rejected,
                users.warnedLines(job),
                number(ended, "userimport.rows.skipped"),
                users.profiles(app),
                leaks,
                rejections.isEmpty() ? null : rejections.getFirst().toByteArray());
    }

    private static int number(final MockFlowFile file, final String attribute) {
        return Integer.parseInt(file.getAttribute(attribute));
    }

    private List<String> leaks(final int failures, final int successes) {
        final List<String> leaks = new ArrayList<>();
        if (failures + successes != 1) {
            leaks.add(failures + " files to failure, " + successes + " to success");
        }
        if (runner.getFlowFilesForRelationship(PutUserImport.SUMMARY).size() != 1) {
            leaks.add("not one summary");
        }
        if (!runner.getFlowFilesForRelationship(PutUserImport.RETRY).isEmpty()) {
            leaks.add("a file to retry");
        }
        if (!runner.isQueueEmpty()) {
            leaks.add("a file in the queue");
        }
        if (pool.open() != 0) {
            leaks.add(pool.open() + " connections");
        }
        return leaks;
    }
}
