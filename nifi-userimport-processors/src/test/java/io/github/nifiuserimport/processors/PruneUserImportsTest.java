// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old imports leave what is to be left of them, over a real PostgreSQL. */
class PruneUserImportsTest {

    private static final String FILE = "userId,created\nu1,\nu2,yesterday\n";

    private TestDatabase database;
    private TestRunner pruning;

    @BeforeEach
    void importTwoFiles() throws Exception {
        database = TestPostgres.shared().newDatabase();
        final TestRunner imports = runner(PutUserImport.class);
        for (final String id : List.of("old", "new")) {
            imports.enqueue(FILE, Map.of("userimport.id", id));
        }
        imports.run(2);
        run(
                "UPDATE userimport.import_job SET finished = now() - interval '31 days'"
                        + " WHERE id = 'old'");
        pruning = runner(PruneUserImports.class);
    }

    private TestRunner runner(final Class<? extends Processor> processor)
            throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        UserStores.add(runner, database);
        runner.setProperty("User Store", "store");
        return runner;
    }

    @Test
    void removesTheRejectedRowsOfOldImportsAndKeepsTheirCounts() throws Exception {
        pruning.run();
        final MockFlowFile counts =
                pruning.getFlowFilesForRelationship(PruneUserImports.SUCCESS).getFirst();
        final String shown = AdditionalDetails.blocks(PruneUserImports.class, "json").getFirst();
        final JsonMapper json = new JsonMapper();
        assertThat(json.readTree(counts.getContent())).isEqualTo(json.readTree(shown));
        assertThat(query("SELECT string_agg(job_id, ',') FROM userimport.import_row_error"))
                .isEqualTo("new");
        assertThat(query("SELECT rows_rejected FROM userimport.import_part WHERE job_id = 'old'"))
                .isEqualTo("1");
    }

    @Test
    void countsInJsonOnAPersianMachineToo() throws Exception {
        final Locale machine = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("fa-IR"));
        try {
            pruning.run();
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, machine);
        }
        pruning.getFlowFilesForRelationship(PruneUserImports.SUCCESS)
                .getFirst()
                .assertContentEquals(
                        "{\"jobs\":0,\"rejected_rows\":1,\"warnings\":0,\"changes\":0}");
    }

    @Test
    void keepsJobsForGoodUnlessToldOtherwise() throws Exception {
        pruning.run();
        assertThat(jobs()).isEqualTo("new,old");
        pruning.setProperty(PruneUserImports.KEEP_JOBS, "30 days");
        pruning.run();
        assertThat(jobs()).isEqualTo("new");
    }

    @Test
    void neverTouchesProfilesNorImportsThatRun() throws Exception {
        run("UPDATE userimport.import_job SET state = 'RUNNING', finished = NULL");
        pruning.setProperty(PruneUserImports.KEEP_ROWS, "1 ms");
        pruning.setProperty(PruneUserImports.KEEP_JOBS, "1 ms");
        pruning.run();
        assertThat(jobs()).isEqualTo("new,old");
        assertThat(query("SELECT count(*) FROM userimport.import_row_error")).isEqualTo("2");
        run("UPDATE userimport.import_job SET state = 'FINISHED', finished = now()");
        Thread.sleep(5);
        pruning.run();
        assertThat(jobs()).isNull();
        assertThat(query("SELECT count(*) FROM userimport.user_profile")).isEqualTo("1");
    }

    @Test
    void removesWhatUsersWereLongAgo() throws Exception {
        pruning.run();
        pruning.clearTransferState();
        run("UPDATE userimport.user_profile SET email = 'a@b.c'");
        run("UPDATE userimport.user_profile SET email = 'd@e.f'");
        run(
                "UPDATE userimport.history_change SET made = now() - interval '31 days'"
                        + " WHERE id = (SELECT min(id) FROM userimport.history_change)");
        pruning.run();
        pruning.getFlowFilesForRelationship(PruneUserImports.SUCCESS)
                .getFirst()
                .assertContentEquals(
                        "{\"jobs\":0,\"rejected_rows\":0,\"warnings\":0,\"changes\":1}");
        assertThat(query("SELECT string_agg(email, ',') FROM userimport.user_profile_before"))
                .isEqualTo("a@b.c");
    }

    @Test
    void saysNothingWhereThereIsNothingToRemove() {
        pruning.setProperty(PruneUserImports.KEEP_ROWS, "60 days");
        pruning.run();
        pruning.assertTransferCount(PruneUserImports.SUCCESS, 0);
    }

    @Test
    void triesAgainLaterWhenTheDatabaseIsAway() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            database = server.newDatabase();
            final TestRunner runner = runner(PruneUserImports.class);
            server.stop();
            runner.run();
            runner.assertTransferCount(PruneUserImports.SUCCESS, 0);
            assertThat(runner.getLogger().getWarnMessages()).hasSize(1);
        }
    }

    private String jobs() throws SQLException {
        return query("SELECT string_agg(id, ',' ORDER BY id) FROM userimport.import_job");
    }

    private String query(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void run(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
