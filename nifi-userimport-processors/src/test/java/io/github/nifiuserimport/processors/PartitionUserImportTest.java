// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.PartitionUserImport.FAILURE;
import static io.github.nifiuserimport.processors.PartitionUserImport.ORIGINAL;
import static io.github.nifiuserimport.processors.PartitionUserImport.PARTS;
import static io.github.nifiuserimport.processors.PartitionUserImport.PARTS_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.services.UserImportCSVReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionUserImportTest {

    private static final String USERS =
            "userId,userAttributes.a\nada,1\nben,2\ncleo,3\nada,4\ndan,5\n";

    private final TestRunner runner = TestRunners.newTestRunner(PartitionUserImport.class);

    @Test
    void sendsTheFileAsPartsOfOneJob() {
        final MockFlowFile file = enqueue(USERS, Map.of("userimport.id", "job-1", "other", "kept"));
        runner.run();
        runner.assertTransferCount(FAILURE, 0);
        final List<MockFlowFile> parts = runner.getFlowFilesForRelationship(PARTS_OUT);
        assertThat(parts)
                .extracting(MockFlowFile::getContent)
                .containsExactly(
                        "userimport.line,userId,userAttributes.a\n2,ada,1\n5,ada,4\n",
                        "userimport.line,userId,userAttributes.a\n3,ben,2\n4,cleo,3\n6,dan,5\n");
        for (int index = 0; index < parts.size(); index++) {
            final MockFlowFile part = parts.get(index);
            part.assertAttributeEquals("userimport.id", "job-1");
            part.assertAttributeEquals("fragment.identifier", "job-1");
            part.assertAttributeEquals("fragment.index", Integer.toString(index));
            part.assertAttributeEquals("fragment.count", "2");
            part.assertAttributeEquals("segment.original.filename", "users.csv");
            part.assertAttributeEquals("filename", "users.csv");
            part.assertAttributeEquals("userimport.file.size", Integer.toString(USERS.length()));
            part.assertAttributeEquals("userimport.split", "2 ranges of userId");
            part.assertAttributeEquals("userimport.line.column", "userimport.line");
            part.assertAttributeEquals("other", "kept");
            part.assertAttributeNotEquals("uuid", file.getAttribute("uuid"));
        }
        final MockFlowFile original = runner.getFlowFilesForRelationship(ORIGINAL).getFirst();
        original.assertContentEquals(USERS);
        original.assertAttributeEquals("uuid", file.getAttribute("uuid"));
        original.assertAttributeEquals("userimport.id", "job-1");
        original.assertAttributeEquals("fragment.identifier", "job-1");
        original.assertAttributeEquals("fragment.count", "2");
        original.assertAttributeNotExists("fragment.index");
        original.assertAttributeNotExists("userimport.line.column");
    }

    @Test
    void namesTheJobAfterTheFileWhereNobodyElseDoes() {
        final MockFlowFile file = enqueue(USERS, Map.of());
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PARTS_OUT))
                .allSatisfy(
                        part ->
                                part.assertAttributeEquals(
                                        "userimport.id", file.getAttribute("uuid")));
    }

    @Test
    void takesTheJobsIdFromItsProperty() {
        runner.setProperty(PartitionUserImport.IMPORT_ID, "of ${filename}");
        enqueue(USERS, Map.of());
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PARTS_OUT))
                .hasSize(2)
                .allSatisfy(part -> part.assertAttributeEquals("userimport.id", "of users.csv"));
    }

    @Test
    void givesTheSamePartsWhenTheFileIsDeliveredAgain() throws Exception {
        final Map<String, String> job = Map.of("userimport.id", "job-1");
        enqueue(USERS, job);
        enqueue(USERS, job);
        runner.run(2);
        final List<MockFlowFile> parts = runner.getFlowFilesForRelationship(PARTS_OUT);
        assertThat(parts).hasSize(4);
        for (int i = 0; i < 2; i++) {
            parts.get(i).assertContentEquals(parts.get(i + 2).toByteArray());
            final Map<String, String> attributes = new HashMap<>(parts.get(i).getAttributes());
            final Map<String, String> again = new HashMap<>(parts.get(i + 2).getAttributes());
            attributes.remove("uuid");
            again.remove("uuid");
            assertThat(attributes).isEqualTo(again);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userId,userAttributes.a\n",
                "userId,userAttributes.a\r\nada,1\r\nada,2",
                "deviceId,userAttributes.a\nd1,1\nd2,2\n",
                "userId,newUserId\nada,\nben,eve\n"
            })
    void sendsAFileThatIsNotToBeSplitAsItIs(final String content) throws Exception {
        enqueue(content, Map.of());
        runner.run();
        runner.assertTransferCount(ORIGINAL, 1);
        assertThat(runner.getFlowFilesForRelationship(PARTS_OUT))
                .singleElement()
                .satisfies(
                        part -> {
                            part.assertContentEquals(content);
                            part.assertAttributeEquals("fragment.index", "0");
                            part.assertAttributeEquals("fragment.count", "1");
                            part.assertAttributeExists("userimport.id");
                            part.assertAttributeNotExists("userimport.line.column");
                        });
        assertThat(runner.getLogger().getInfoMessages())
                .anySatisfy(
                        message -> assertThat(message.getMsg()).contains("is sent as one part"));
    }

    @Test
    void readsWhatItsReaderReads() throws Exception {
        final UserImportCSVReader reader = new UserImportCSVReader();
        runner.addControllerService("reader", reader);
        runner.setProperty(reader, UserImportCSVReader.DELIMITER, "${delimiter}");
        runner.enableControllerService(reader);
        runner.setProperty(PartitionUserImport.CSV_READER, "reader");
        enqueue("userId|userAttributes.a,b\nada|1\nben|2\n", Map.of("delimiter", "|"));
        runner.setProperty(LayoutProperties.CHECK_NAMES, "false");
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PARTS_OUT).getFirst().getContent())
                .isEqualTo("userimport.line|userId|userAttributes.a,b\n2|ada|1\n");
    }

    @Test
    void takesNoReaderOfAnotherFormat() throws InitializationException {
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty(PartitionUserImport.CSV_READER, "reader");
        runner.assertNotValid();
    }

    @Test
    void findsUsersByTheColumnThatIsMapped() {
        runner.setProperty("E-mail", "$email");
        runner.setProperty(LayoutProperties.IMPORT_KEY, "$email");
        enqueue("name;E-mail\nAda;e@x\nBen;f@x\n", Map.of());
        runner.run();
        runner.assertTransferCount(PARTS_OUT, 2);
    }

    static List<Arguments> filesThatFail() {
        return List.of(
                Arguments.of("not UTF-8", bytes("userId\nada\nben\n\u00e4\n", true), "line 4"),
                Arguments.of("no userId", bytes("id,userAttributes.a\n1,2\n"), "userId"),
                Arguments.of("an unclosed quote", bytes("userId\nada\nben\n\"u2\nu3\n"), "line 4"),
                Arguments.of("text after a quote", bytes("userId\nada\nben\n\"u2\"x\n"), "line 4"),
                Arguments.of("an empty file", bytes(""), "header"),
                Arguments.of("a ZIP", bytes("PK\u0003\u0004\u0000\u0000users"), "ZIP"),
                Arguments.of("an unknown column", bytes("userId,foo\nada,1\n"), "column foo"),
                Arguments.of("too large", bytes(USERS + "x".repeat(1_000)), "at most 1,000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatFail")
    void sendsNothingOfAFileWithAFault(final String fault, final byte[] content, final String named)
            throws Exception {
        runner.setProperty(LayoutProperties.MAX_FILE_SIZE, "1000 B");
        runner.enqueue(content, Map.of("filename", "users.csv"));
        runner.run();
        runner.assertAllFlowFilesTransferred(FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(FAILURE).getFirst();
        failed.assertContentEquals(content);
        assertThat(failed.getAttribute("userimport.error"))
                .startsWith("users.csv, ")
                .contains(named);
    }

    @Test
    void refusesAPart() {
        enqueue(USERS, Map.of("userimport.id", "job-1", "fragment.index", "1"));
        runner.run();
        runner.assertAllFlowFilesTransferred(FAILURE, 1);
        assertThat(
                        runner.getFlowFilesForRelationship(FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .contains("is part 1 of import job-1");
    }

    @Test
    void takesWhatCameOfAPartButIsNone() {
        // As the rejected rows of a part are: no job, and the part's other attributes.
        enqueue(
                USERS,
                Map.of(
                        "fragment.index", "7",
                        "fragment.count", "9",
                        "userimport.line.column", "userimport.line",
                        "userimport.file.size", "1",
                        "userimport.error", "of an earlier try"));
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PARTS_OUT))
                .hasSize(2)
                .allSatisfy(
                        part -> {
                            part.assertAttributeEquals("fragment.count", "2");
                            part.assertAttributeEquals(
                                    "userimport.file.size", Integer.toString(USERS.length()));
                            part.assertAttributeNotExists("userimport.error");
                        });
        runner.clearTransferState();
        enqueue("userId\nada\n", Map.of("userimport.line.column", "userimport.line"));
        runner.run();
        runner.getFlowFilesForRelationship(PARTS_OUT)
                .getFirst()
                .assertAttributeNotExists("userimport.line.column");
    }

    @Test
    void takesTheNumberOfPartsFromTheFile() {
        runner.setProperty(PARTS, "${parts}");
        enqueue(USERS, Map.of("parts", "1"));
        runner.run();
        runner.assertTransferCount(PARTS_OUT, 1);
        for (final String wrong : List.of("0", "101", "many", "")) {
            runner.clearTransferState();
            enqueue(USERS, Map.of("parts", wrong));
            runner.run();
            runner.assertAllFlowFilesTransferred(FAILURE, 1);
            assertThat(
                            runner.getFlowFilesForRelationship(FAILURE)
                                    .getFirst()
                                    .getAttribute("userimport.error"))
                    .contains("Parts is \"" + wrong + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "x"})
    void hasLimitsOfParts(final String parts) {
        runner.setProperty(PARTS, parts);
        runner.assertNotValid();
    }

    private MockFlowFile enqueue(final String content, final Map<String, String> attributes) {
        final Map<String, String> all = new HashMap<>(attributes);
        all.put("filename", "users.csv");
        return runner.enqueue(content, all);
    }

    private static byte[] bytes(final String content) {
        return bytes(content, false);
    }

    private static byte[] bytes(final String content, final boolean latin1) {
        return content.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
