// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL that the pages tell operators to run does what they say. */
@Tag("slow")
class DocumentedSqlTest {

    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Path STORE =
            Path.of(
                    "../nifi-userimport-processors/src/main/resources/docs",
                    "io.github.nifiuserimport.services.PostgreSQLUserStore",
                    "additionalDetails.md");

    private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @BeforeEach
    void prepare() throws Exception {
        EveryKind.importInto(store, "default");
        store.register(job("waits"), "delivery");
        store.open(job("runs"), new PartId("runs", 0));
    }

    private static NewJob job(final String id) {
        return new NewJob(id, "default", null, id + ".csv", -1, 1);
    }

    @Test
    void allOfItCanBeRun() throws Exception {
        for (final Path page : List.of(OPERATIONS, STORE)) {
            assertThat(statements(page)).isNotEmpty();
            for (final String sql : statements(page)) {
                if (!sql.matches("(?s)CREATE (ROLE|DATABASE|SCHEMA).*")) {
                    execute(sql);
                }
            }
        }
    }

    @Test
    void listsJobsThatAreNotFinishedAlsoBeforeTheyHaveParts() throws Exception {
        final String sql = statement("Jobs that are not finished");
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("id")).isEqualTo("waits");
            assertThat(row.next()).isTrue();
            assertThat(row.getString("id")).isEqualTo("runs");
            assertThat(row.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"waits", "runs"})
    void endsAJobThatIsLost(final String id) throws Exception {
        execute(statement("A job whose parts are lost").replace("…", id));
        assertThat(store.status(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        execute(statement("A job whose parts are lost").replace("…", "default users.csv"));
        assertThat(store.status("default users.csv").orElseThrow().state())
                .isEqualTo(JobState.FINISHED);
    }

    private static String statement(final String comment) throws IOException {
        return statements(OPERATIONS).stream()
                .filter(sql -> sql.contains(comment))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> statements(final Path page) throws IOException {
        return SQL.matcher(Files.readString(page))
                .results()
                .flatMap(
                        block ->
                                Pattern.compile(";")
                                        .splitAsStream(withoutSemicolons(block.group(1))))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    /** In comments, where they end no statement. */
    private static String withoutSemicolons(final String sql) {
        return Pattern.compile("(?m)--.*$")
                .matcher(sql)
                .replaceAll(comment -> comment.group().replace(';', ','));
    }

    private void execute(final String sql) throws Exception {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
