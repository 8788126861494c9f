// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.reference.PlainCsv;
import io.github.nifiuserimport.reference.PlainDatabase;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does with the rejected rows of {@code samples/dirty.csv}. */
class CorrectedRowsTest {

    private static final Path DIRTY = Path.of("..", "samples", "dirty.csv");

    /** By the line in the original: the column, and what belongs there. */
    private static final Map<String, List<String>> CORRECTIONS =
            Map.ofEntries(
                    Map.entry("3", List.of("userId", "u-9002")),
                    Map.entry("4", List.of("created", "1483315200")),
                    Map.entry("5", List.of("created", "1483228800")),
                    Map.entry("6", List.of("country", "DE")),
                    Map.entry("7", List.of("location", "52.52,13.40")),
                    Map.entry("8", List.of("devMode", "true")),
                    Map.entry("9", List.of("totalSessions", "15")),
                    Map.entry("11", List.of("userAttributeValuesToIncrement.visits", "3")),
                    Map.entry("12", List.of("unsubscribeChannelsToAdd", "Webhook")),
                    // Too few cells: the others are empty.
                    Map.entry("13", List.of("country", "")),
                    // Too many: the one behind the error is deleted.
                    Map.entry("14", List.of("userId", "u-9013")),
                    Map.entry("15", List.of("userId", "u-9014")),
                    Map.entry("16", List.of("userId", "u-9015")));

    private TestDatabase database;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        database = TestPostgres.shared().newDatabase();
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
    }

    /**
     * As an editor saves them, and as spreadsheets do, here and where the comma is a decimal point.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // Delimiter, line end, what the file begins with.
                ", | LF | none",
                ", | CRLF | none",
                ", | CRLF | BOM",
                "; | CRLF | BOM",
                "; | CRLF | none"
            })
    void areImportedWithNothingRejected(
            final char delimiter, final String lineEnd, final String beginning) throws Exception {
        final List<PlainCsv.Line> rejected = rejectedRows(Files.readString(DIRTY));
        final String saved =
                (beginning == null ? "" : "\uFEFF")
                        + csv(corrected(rejected), delimiter, lineEnd.equals("LF") ? "\n" : "\r\n");
        final MockFlowFile imported = imported(saved);
        imported.assertAttributeEquals("userimport.rows", "13");
        imported.assertAttributeEquals("userimport.rows.applied", "13");
        runner.assertTransferCount(PutUserImport.REJECTED_ROWS, 0);
        assertThat(profiles())
                .containsExactlyInAnyOrder(
                        "u-9001 {attributes={age=32, email=good@example.com, visits=3},"
                                + " channels=[Email], created=2017-01-01T00:00:00Z,"
                                + " email=good@example.com, system={country=DE, devMode=false,"
                                + " location=52.52,13.40, timezone=Europe/Berlin,"
                                + " totalSessions=17, locationAccuracyType=IP}}",
                        "u-9002 {attributes={age=28}, created=2017-01-01T00:00:00Z,"
                                + " system={country=DE}}",
                        "u-9003 {created=2017-01-02T00:00:00Z}",
                        "u-9004 {created=2017-01-01T00:00:00Z}",
                        "u-9005 {system={country=DE}}",
                        "u-9006 {system={location=52.52,13.40, locationAccuracyType=IP}}",
                        "u-9007 {system={devMode=true}}",
                        "u-9008 {system={totalSessions=15}}",
                        "u-9009 {attributes={age=44}}",
                        "u-9010 {attributes={visits=3}}",
                        "u-9011 {channels=[Webhook]}",
                        "u-9012 {created=2017-01-01T00:00:00Z}",
                        "u-9013 {}",
                        "u-9014 {}",
                        "u-9015 {}");
    }

    @Test
    void areImportedWholeAlsoWhereASpreadsheetHasPaddedThemToItsLongestRow() throws Exception {
        final String corrected =
                csv(corrected(rejectedRows(Files.readString(DIRTY))), ',', ",,\r\n");
        final MockFlowFile imported = imported(corrected);
        imported.assertAttributeEquals("userimport.rows", "13");
        imported.assertAttributeEquals("userimport.rows.applied", "13");
        runner.assertTransferCount(PutUserImport.REJECTED_ROWS, 0);
    }

    @Test
    void areRejectedAgainAsLongAsTheyAreAsTheyWere() throws Exception {
        final List<PlainCsv.Line> rejected = rejectedRows(Files.readString(DIRTY));
        assertThat(rejectedRows(written(rejected)).stream().skip(1).map(CorrectedRowsTest::cells))
                .isEqualTo(rejected.stream().skip(1).map(CorrectedRowsTest::cells).toList());
    }

    /** The columns of the user, without those of the error. */
    private static List<String> cells(final PlainCsv.Line row) {
        return row.texts().subList(0, 11);
    }

    private static List<List<String>> corrected(final List<PlainCsv.Line> rows) {
        final List<String> header = rows.getFirst().texts();
        final List<List<String>> corrected = new ArrayList<>();
        for (final PlainCsv.Line row : rows) {
            // What is behind the error is deleted.
            final List<String> cells = new ArrayList<>(row.texts().subList(0, header.size()));
            final List<String> correction = CORRECTIONS.get(cells.get(header.indexOf("line")));
            if (correction != null) {
                cells.set(header.indexOf(correction.get(0)), correction.get(1));
            }
            corrected.add(cells);
        }
        assertThat(corrected).hasSize(CORRECTIONS.size() + 1);
        return corrected;
    }

    private static String written(final List<PlainCsv.Line> rows) {
        return csv(rows.stream().map(PlainCsv.Line::texts).toList(), ',', "\r\n");
    }

    /** As a spreadsheet writes it, but that spaces are kept: quotes only where they have to be. */
    private static String csv(
            final List<List<String>> rows, final char delimiter, final String lineEnd) {
        final Pattern toQuote = Pattern.compile("[\"\r\n" + delimiter + "]|^ | $");
        return rows.stream()
                .map(
                        row ->
                                row.stream()
                                        .map(
                                                cell ->
                                                        toQuote.matcher(cell).find()
                                                                ? '"'
                                                                        + cell.replace("\"", "\"\"")
                                                                        + '"'
                                                                : cell)
                                        .collect(
                                                Collectors.joining(
                                                        String.valueOf(delimiter), "", lineEnd)))
                .collect(Collectors.joining());
    }

    private List<PlainCsv.Line> rejectedRows(final String content) {
        imported(content);
        final String rejected =
                runner.getFlowFilesForRelationship(PutUserImport.REJECTED_ROWS)
                        .getFirst()
                        .getContent();
        assertThat(rejected).startsWith("\uFEFF");
        return PlainCsv.parse(rejected.substring(1), ',');
    }

    private MockFlowFile imported(final String content) {
        runner.clearTransferState();
        runner.enqueue(content, Map.of("filename", "dirty.csv"));
        runner.run();
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
        return runner.getFlowFilesForRelationship(PutUserImport.SUCCESS).getFirst();
    }

    /** Id, and in the order of their names what else there is. */
    private List<String> profiles() throws Exception {
        try (Connection connection = database.connection()) {
            return new PlainDatabase(connection)
                    .profiles("default").stream()
                            .map(profile -> profile.remove("id") + " " + new TreeMap<>(profile))
                            .toList();
        }
    }
}
