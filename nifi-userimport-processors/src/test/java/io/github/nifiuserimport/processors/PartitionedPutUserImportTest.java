// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the one processor sends, the other applies as the file that it was. */
@Tag("slow")
class PartitionedPutUserImportTest {

    private static final String USERS =
            """
            userId;created;userAttributes.note
            ada;1;"a;b"
            ;1;"no ""user\"""
            ben;soon;""
            ada;2;"two
            lines"
            cleo;3
            dan;4;x;y;"z;"
            eve;5;last
            """;

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private TestRunner put;

    @BeforeEach
    void setUp() throws InitializationException {
        put = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(put, database);
        put.setProperty(PutUserImport.USER_STORE, "store");
    }

    @Test
    void asOneJobOfTheFilesNameAndSize() throws Exception {
        final List<MockFlowFile> parts = partition(USERS);
        Collections.reverse(parts);
        put(parts);
        assertThat(
                        query(
                                "SELECT concat_ws(' ', state, file_name, file_size, parts) FROM"
                                        + " userimport.import_job"))
                .containsExactly("FINISHED users.csv " + USERS.length() + " " + parts.size());
        assertThat(
                        query(
                                "SELECT user_id || ' ' || attributes FROM userimport.user_profile"
                                        + " ORDER BY 1"))
                .containsExactly("ada {\"note\": \"two\\nlines\"}", "eve {\"note\": \"last\"}");
        assertThat(put.getFlowFilesForRelationship(PutUserImport.SUCCESS).getLast())
                .satisfies(
                        last -> {
                            last.assertAttributeEquals("userimport.rows", "7");
                            last.assertAttributeEquals("userimport.rows.applied", "3");
                            last.assertAttributeEquals("userimport.rows.rejected", "4");
                        });
    }

    @Test
    void withRejectedRowsInTheFilesColumnsAndOnItsLines() throws Exception {
        put(partition(USERS));
        assertThat(rejected())
                .containsExactly(
                        ";1;\"no \"\"user\"\"\";3;userId;",
                        "ben;soon;\"\";4;created;",
                        "cleo;3;<missing>;7;;",
                        "dan;4;x;8;;");
    }

    @Test
    void onceHoweverOftenThePartsCome() throws Exception {
        final List<MockFlowFile> parts = partition(USERS);
        put(parts);
        update("UPDATE userimport.user_profile SET attributes = '{}'");
        put(parts);
        assertThat(query("SELECT DISTINCT attributes::text FROM userimport.user_profile"))
                .containsExactly("{}");
        assertThat(query("SELECT rows_applied || '' FROM userimport.import_part ORDER BY 1"))
                .hasSize(parts.size());
    }

    @Test
    void onceWhenTheFileIsSplitIntoMorePartsAfterItsImport() throws Exception {
        put(partition(USERS, 2));
        final List<String> before = query("SELECT to_json(p)::text FROM userimport.import_part p");
        put.clearTransferState();
        final List<MockFlowFile> others = partition(USERS);
        put(others);
        put.assertTransferCount(PutUserImport.SUCCESS, others.size());
        assertThat(query("SELECT to_json(p)::text FROM userimport.import_part p"))
                .isEqualTo(before);
    }

    @Test
    void onceWhenTheFileIsSplitIntoOtherPartsMeanwhile() throws Exception {
        final List<MockFlowFile> parts = partition(USERS);
        put(List.of(parts.getFirst()));
        put.clearTransferState();

        final MockFlowFile other = partition(USERS, 2).getFirst();
        put(List.of(other));
        put.assertAllFlowFilesTransferred(PutUserImport.RETRY, 1);
        final MockFlowFile waiting =
                put.getFlowFilesForRelationship(PutUserImport.RETRY).getFirst();
        assertThat(waiting.getAttribute("userimport.error"))
                .contains(
                        "was begun in "
                                + parts.size()
                                + " parts (4 ranges of userId), this is one of 2 parts (2 ranges of userId)");
        put.clearTransferState();

        put(parts.subList(1, parts.size()));
        put(List.of(waiting));
        put.assertTransferCount(PutUserImport.SUCCESS, parts.size());
        assertThat(query("SELECT sum(rows_done) || '' FROM userimport.import_part"))
                .containsExactly("7");
    }

    /** Two parts of them have rows either way, with others in each. */
    @Test
    void onceWhenAsManyPartsOfAnotherSplitHaveRows() throws Exception {
        final String users =
                """
                userId,userAttributes.a
                ada,1
                ben,2
                cleo,3
                """
                        + "dan,4\n".repeat(5);
        final List<MockFlowFile> parts = partition(users, 3);
        final List<MockFlowFile> others = partition(users, 5);
        assertThat(others).hasSameSizeAs(parts);
        assertThat(others.getFirst().getContent()).isNotEqualTo(parts.getFirst().getContent());
        put(List.of(parts.getFirst(), others.getFirst(), others.getLast()));
        put.assertTransferCount(PutUserImport.SUCCESS, 1);
        put.assertTransferCount(PutUserImport.RETRY, 2);
        put(parts.subList(1, parts.size()));
        assertThat(query("SELECT user_id FROM userimport.user_profile ORDER BY 1"))
                .containsExactly("ada", "ben", "cleo", "dan");
    }

    /** Parts that wait in a queue over an upgrade do not say how their file was split. */
    @Test
    void asOfAnOlderVersionWhichDoesNotSayHowTheFileWasSplit() throws Exception {
        final List<MockFlowFile> parts = partition(USERS, 2);
        putOfAnOlderVersion(parts.getFirst());
        put(List.of(parts.getLast()));
        put.assertTransferCount(PutUserImport.RETRY, 1);
        putOfAnOlderVersion(parts.getLast());
        put.assertTransferCount(PutUserImport.SUCCESS, 2);

        // A job that the older version has begun.
        update("UPDATE userimport.import_job SET state = 'RUNNING', split = NULL");
        put(List.of(parts.getLast()));
        put.assertTransferCount(PutUserImport.SUCCESS, 3);
    }

    private void putOfAnOlderVersion(final MockFlowFile part) {
        final Map<String, String> attributes = new HashMap<>(part.getAttributes());
        attributes.remove("userimport.split");
        put.enqueue(part.toByteArray(), attributes);
        put.run();
    }

    @Test
    void whereTheWholeFileIsWithinTheLimitOfAFile() throws Exception {
        // All but one user's rows are in one part, with their lines longer than the whole file.
        final String users = "userId,userAttributes.a\nben,1\n" + "ada,2\n".repeat(500);
        put.setProperty(LayoutProperties.MAX_FILE_SIZE, users.length() + " B");
        final List<MockFlowFile> parts = partition(users);
        assertThat(parts)
                .anySatisfy(part -> assertThat(part.getSize()).isGreaterThan(users.length()));
        put(parts);
        put.assertTransferCount(PutUserImport.SUCCESS, 2);
    }

    /** The rejected rows, without the text of the error and what is behind it. */
    private List<String> rejected() {
        put.assertTransferCount(PutUserImport.REJECTED_ROWS, 1);
        final MockFlowFile file =
                put.getFlowFilesForRelationship(PutUserImport.REJECTED_ROWS).getFirst();
        for (final String ofPart : PartFlowFiles.ATTRIBUTES) {
            file.assertAttributeNotExists(ofPart);
        }
        assertThat(file.getContent())
                .startsWith("\uFEFFuserId;created;userAttributes.note;line;column;error\r\n");
        return file.getContent()
                .lines()
                .skip(1)
                .map(row -> row.replaceFirst("^((?:[^;]*;){5}).*", "$1"))
                .toList();
    }

    private static List<MockFlowFile> partition(final String content) {
        return partition(content, 4);
    }

    private static List<MockFlowFile> partition(final String content, final int most) {
        final TestRunner runner = TestRunners.newTestRunner(PartitionUserImport.class);
        runner.setProperty(PartitionUserImport.PARTS, Integer.toString(most));
        runner.enqueue(content, Map.of("filename", "users.csv", "userimport.id", "job-1"));
        runner.run();
        final List<MockFlowFile> parts =
                runner.getFlowFilesForRelationship(PartitionUserImport.PARTS_OUT);
        assertThat(parts).hasSizeGreaterThan(1);
        return new ArrayList<>(parts);
    }

    private void put(final List<MockFlowFile> parts) {
        // As new ones: the numbers that the other runner gave them are given here again.
        parts.forEach(part -> put.enqueue(part.toByteArray(), part.getAttributes()));
        put.run(parts.size());
        put.assertTransferCount(PutUserImport.FAILURE, 0);
    }

    private void update(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
