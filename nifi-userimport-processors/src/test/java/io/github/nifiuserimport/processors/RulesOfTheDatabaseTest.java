// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody has added to our tables, or taken away from our role, and imports break: they end
 * with its name and what to do, and are not tried for ever as if it were another transaction's.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RulesOfTheDatabaseTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private TestRunner runner;

    @BeforeEach
    void prepare() throws Exception {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        runner.setProperty(PutUserImport.BATCH_SIZE, "2");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "own_email",
                        "unique index",
                        "CREATE UNIQUE INDEX own_email ON userimport.user_profile (app_id, email)"),
                rule(
                        "own_constraint",
                        "unique index",
                        "ALTER TABLE userimport.user_profile"
                                + " ADD CONSTRAINT own_constraint UNIQUE (app_id, email)"),
                rule(
                        "own_exclusion",
                        "constraint",
                        "ALTER TABLE userimport.user_profile"
                                + " ADD CONSTRAINT own_exclusion EXCLUDE USING hash (email WITH =)"),
                rule(
                        "own_check",
                        "constraint",
                        "ALTER TABLE userimport.user_profile"
                                + " ADD CONSTRAINT own_check CHECK (email LIKE '%@example.com')"),
                rule(
                        "own_column",
                        "constraint",
                        "ALTER TABLE userimport.user_profile ADD COLUMN own_column int NOT NULL"),
                rule(
                        "own_reference",
                        "constraint",
                        "CREATE TABLE known (email text PRIMARY KEY)",
                        "ALTER TABLE userimport.user_profile ADD CONSTRAINT own_reference"
                                + " FOREIGN KEY (email) REFERENCES known"),
                rule(
                        "at the commit",
                        "constraint",
                        "CREATE TABLE known (email text PRIMARY KEY)",
                        "ALTER TABLE userimport.user_profile ADD CONSTRAINT \"at the commit\""
                                + " FOREIGN KEY (email) REFERENCES known DEFERRABLE"
                                + " INITIALLY DEFERRED"),
                rule("not on Sundays", "trigger", trigger("RAISE 'not on Sundays';")),
                rule(
                        "own_log",
                        "not there",
                        trigger("INSERT INTO own_log VALUES (NEW.id); RETURN NEW;")),
                rule(
                        "row-level security",
                        "Grant it",
                        "ALTER TABLE userimport.user_profile ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE userimport.user_profile FORCE ROW LEVEL SECURITY",
                        "CREATE POLICY mine ON userimport.user_profile USING (email LIKE 'me@%')"),
                rule(
                        "permission denied for table user_profile",
                        "Grant it",
                        "REVOKE INSERT ON userimport.user_profile FROM importer"));
    }

    private static Arguments rule(final String name, final String words, final String... sql) {
        return Arguments.of(name, words, sql);
    }

    private static String[] trigger(final String body) {
        return new String[] {
            Text.format(
                    "CREATE FUNCTION own_function() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s END $$",
                    body),
            "CREATE TRIGGER own_trigger BEFORE INSERT ON userimport.user_profile"
                    + " FOR EACH ROW EXECUTE FUNCTION own_function()"
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void endTheImportWithTheirName(final String name, final String words, final String... sql)
            throws SQLException {
        run(sql);
        // One of which every row sets values, and one that is applied row by row.
        for (final String header :
                List.of(
                        "userId,userAttributes.email",
                        "userId,userAttributes.email,userAttributeValuesToIncrement.visits")) {
            final String rest = header.endsWith("visits") ? ",1\n" : "\n";
            final MockFlowFile failed =
                    importFile(
                            Stream.of(header + "\n", "u1,a@b.c", "u2,a@b.c", "u3,a@b.c", "u4,d@b.c")
                                    .collect(Collectors.joining(rest, "", rest))
                                    .replace("\n" + rest, "\n"));
            failed.assertAttributeEquals("userimport.state", "FAILED");
            assertThat(failed.getAttribute("userimport.error"))
                    .startsWith("users.csv: Applying rows of import ")
                    .contains(name, words);
        }
    }

    /** PostgreSQL numbers users whose values are set, without a right to the sequence. */
    @Test
    void endRowByRowWhereIdsMayNotBeTaken() throws SQLException {
        run("REVOKE ALL ON SEQUENCE userimport.user_profile_id_seq FROM importer");
        final MockFlowFile failed =
                importFile("userId,userAttributeValuesToIncrement.visits\nu1,1\n");
        assertThat(failed.getAttribute("userimport.error"))
                .contains("permission denied for sequence user_profile_id_seq", "Grant it");
        runner.clearTransferState();
        runner.enqueue("userId\nu1\n", Map.of("filename", "users.csv"));
        runner.run();
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
    }

    /** There may be no job then to be failed. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfJobs")
    void endTheImportAlsoWhereItCannotBeNoted(final String name, final String sql)
            throws SQLException {
        run(sql);
        final MockFlowFile failed = importFile("userId\nu1\n");
        assertThat(failed.getAttribute("userimport.error")).contains(name);
        assertThat(runner.getLogger().getErrorMessages())
                .anySatisfy(
                        message -> assertThat(message.getMsg()).contains("could not record that"));
    }

    static Stream<Arguments> rulesOfJobs() {
        return Stream.of(
                Arguments.of(
                        "own_check",
                        "ALTER TABLE userimport.import_job ADD CONSTRAINT own_check"
                                + " CHECK (file_name LIKE 'a%')"),
                Arguments.of(
                        "permission denied for table import_job",
                        "REVOKE INSERT ON userimport.import_job FROM importer"));
    }

    @Test
    void letGoWhatIsMendedByThem() throws SQLException {
        run("CREATE UNIQUE INDEX own_email ON userimport.user_profile (app_id, email)");
        runner.enqueue(
                "userId,userAttributes.email\nu1,a@b.c\nu2,d@b.c\nu3,\nu4,\n",
                Map.of("filename", "users.csv"));
        runner.run();
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
    }

    private MockFlowFile importFile(final String content) {
        runner.clearTransferState();
        runner.enqueue(content, Map.of("filename", "users.csv"));
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PutUserImport.RETRY))
                .extracting(file -> file.getAttribute("userimport.error"))
                .isEmpty();
        return runner.getFlowFilesForRelationship(PutUserImport.FAILURE).getFirst();
    }

    private void run(final String... sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            for (final String each : sql) {
                statement.execute(each);
            }
        }
    }
}
