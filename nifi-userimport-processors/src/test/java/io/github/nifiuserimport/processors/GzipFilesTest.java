// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.SpecCase.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packed files that nothing has unpacked on their way to the processors. */
class GzipFilesTest {

    private static final String TEXT = "userId,userAttributes.a\nu1,1\nu2,2\n";
    private static final String CUT_OFF =
            "users.csv, the file is compressed (gzip) and cut off: its end is missing. Upload it again, whole";

    private static SpecBench bench;

    @BeforeAll
    static void start() throws InitializationException {
        bench = new SpecBench();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void file(final SpecCase each) throws Exception {
        bench.run(each);
    }

    static List<SpecCase> files() {
        final byte[] whole = gzip(TEXT);
        final byte[] large = gzip(TEXT + "u3,3\n".repeat(20_000));
        final byte[] checksum = whole.clone();
        checksum[whole.length - 8] ^= 1;
        final String users =
                """
                {"id": "u1", "attributes": {"a": 1}}
                {"id": "u2", "attributes": {"a": 2}}
                """;
        return List.of(
                spec("a gzip is imported").file(whole).gives(users),
                spec("one with zero padding is").file(Arrays.copyOf(whole, 2048)).gives(users),
                spec("several one after the other are")
                        .file(concat(gzip("userId,userAttributes.a\nu1,1\n"), gzip("u2,2\n")))
                        .gives(users),
                spec("of one that is cut off, nothing is")
                        .file(Arrays.copyOf(whole, whole.length - 4))
                        .gives("failed: " + CUT_OFF),
                spec("nor of a large one, however many rows come before the cut")
                        .set("Batch Size", "10")
                        .file(Arrays.copyOf(large, large.length - 9))
                        .gives("failed: " + CUT_OFF),
                spec("nor of one with other bytes behind it")
                        .file(concat(whole, new byte[] {'x'}))
                        .gives(
                                Text.format(
                                        "failed: users.csv, the file is compressed (gzip), and behind its end, from byte %d on, are bytes that are no part of it. Pack the CSV file again and upload that",
                                        whole.length + 1)),
                spec("nor of one whose data is damaged")
                        .file(checksum)
                        .gives(
                                Text.format(
                                        "failed: users.csv, the file is compressed (gzip) and damaged (its checksum is not that of what it holds, byte %d). Upload it again, or pack it again if that does not help",
                                        whole.length - 4)),
                spec("nor of one that holds more than a file may have")
                        .set("Maximum File Size", "1 KB")
                        .file(large)
                        .gives(
                                "failed: users.csv, the file is compressed (gzip) and holds more than the 1,024 bytes that are allowed. Split it, or raise Maximum File Size"));
    }

    @Test
    void recordsArePackedTooAndTheirReadersMayGoBack() throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(ValidateUserImport.class);
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty(ReaderProperty.RECORD_READER, "reader");
        final byte[] whole = gzip("[{\"userId\": \"u1\"}, {\"userId\": \"u2\"}]");
        runner.enqueue(whole, Map.of("filename", "users.json.gz"));
        runner.enqueue(Arrays.copyOf(whole, whole.length - 4), Map.of("filename", "cut.json.gz"));
        runner.run(2);
        runner.getFlowFilesForRelationship(ValidateUserImport.ORIGINAL)
                .getFirst()
                .assertAttributeEquals("userimport.rows", "2");
        assertThat(
                        runner.getFlowFilesForRelationship(ValidateUserImport.FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .startsWith("cut.json.gz, the file is compressed (gzip) and cut off");
    }

    @Test
    void partsArePlain() {
        final TestRunner runner = TestRunners.newTestRunner(PartitionUserImport.class);
        runner.setProperty(PartitionUserImport.PARTS, "2");
        final byte[] whole = gzip(TEXT + "u3,3\nu4,4\nu5,5\nu6,6\nu7,7\nu8,8\n");
        runner.enqueue(whole, Map.of("filename", "users.csv.gz"));
        runner.enqueue(Arrays.copyOf(whole, whole.length - 4), Map.of("filename", "cut.csv.gz"));
        runner.run(2);
        assertThat(runner.getFlowFilesForRelationship(PartitionUserImport.PARTS_OUT))
                .hasSize(2)
                .allSatisfy(
                        part -> assertThat(part.getContent()).contains("userId,userAttributes.a"));
        assertThat(
                        runner.getFlowFilesForRelationship(PartitionUserImport.FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .startsWith("cut.csv.gz, the file is compressed (gzip) and cut off");
    }

    private static byte[] gzip(final String text) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] concat(final byte[] first, final byte[] second) {
        final byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
