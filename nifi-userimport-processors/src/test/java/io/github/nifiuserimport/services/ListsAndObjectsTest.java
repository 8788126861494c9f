// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.util.DataTypeUtils;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a list, an object and a nested header are for who asks for text, by the reader's setting.
 */
class ListsAndObjectsTest {

    private static final String NO_TEXT = "an array, which NiFi has no text for";

    static List<Arguments> cells() {
        return List.of(
                of("a list of texts", "a", "\"[x, y]\"", NO_TEXT, "[\"x\",\"y\"]"),
                of("a list of numbers", "a", "\"[1, 2.50]\"", NO_TEXT, "[1,2.50]"),
                of("a list of both", "a", "\"[1, x]\"", NO_TEXT, "[1,\"x\"]"),
                of("an empty list", "a", "[]", NO_TEXT, "[]"),
                of("lists within", "a", "\"[[1],{\"\"b\"\":[2]}]\"", NO_TEXT, "[[1],{\"b\":[2]}]"),
                same("an object", "a", "\"{\"\"k\"\":1}\"", "{\"k\":1}"),
                same("a null in it", "a", "\"{\"\"k\"\":null}\"", "{\"k\":null}"),
                same("a list in it", "a", "\"{\"\"k\"\":[0.50]}\"", "{\"k\":[0.50]}"),
                same("an empty object", "a", "{}", "{}"),
                same("a nested header", "a.b", "00123", "{\"b\":\"00123\"}"),
                same("one of two levels", "a.b.c", "1.10", "{\"b\":{\"c\":1.10}}"),
                same("a list in a nested header", "a.b", "\"[1, 2]\"", "{\"b\":[1,2]}"),
                same("a nested header without a value", "a.b", "", null),
                same("a text", "a", "x", "x"),
                same("a number", "a", "1.10", "1.10"));
    }

    private static Arguments same(
            final String what, final String header, final String cell, final String text) {
        return of(what, header, cell, text, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void nested(
            final String what,
            final String header,
            final String cell,
            final String text,
            final String inJsonText)
            throws Exception {
        final Record record = record("Nested", "id," + header + "\n1," + cell + "\n");
        if (NO_TEXT.equals(text)) {
            assertThat(record.getValue("a")).isInstanceOf(Object[].class);
        } else {
            assertThat(text(record)).isEqualTo(text);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void jsonText(
            final String what,
            final String header,
            final String cell,
            final String nested,
            final String text)
            throws Exception {
        final Record record = record("JSON Text", "id," + header + "\n1," + cell + "\n");
        assertThat(text(record)).isEqualTo(text);
        assertThat(record.getSchema().getDataType("a").orElseThrow().getFieldType())
                .isNotIn(RecordFieldType.ARRAY, RecordFieldType.RECORD);
    }

    @Test
    void aListIsAnArrayOfWhatIsInItSoThatADriverTakesIt() throws Exception {
        final Record record =
                record("Nested", "a,b,c,d\n\"[x, y]\",\"[1, 2]\",\"[true]\",\"[1, x]\"\n");
        assertThat(record.getValue("a")).isEqualTo(new String[] {"x", "y"});
        assertThat(record.getValue("b")).isEqualTo(new Long[] {1L, 2L});
        assertThat(record.getValue("c")).isEqualTo(new Boolean[] {true});
        assertThat(record.getValue("d")).isEqualTo(new String[] {"1", "x"});
    }

    @Test
    void anObjectIsJsonAlsoWhenAProcessorHasChangedIt() throws Exception {
        final Record record = record("Nested", "a.b,a.c\n1,x\n");
        final Record nested = (Record) record.getValue("a");
        nested.setValue("b", 2.5);
        nested.setValue("c", null);
        assertThat(text(record)).isEqualTo("{\"b\":2.5,\"c\":null}");
    }

    @Test
    void inAColumnOfListsAndTextsTheListsAloneAreJson() throws Exception {
        try (RecordReader records = reader("JSON Text", "a\n\"[x, y]\"\n00123\n[x\n")) {
            assertThat(text(records.nextRecord())).isEqualTo("[\"x\",\"y\"]");
            assertThat(text(records.nextRecord())).isEqualTo("00123");
            assertThat(text(records.nextRecord())).isEqualTo("[x");
        }
    }

    /** As PutDatabaseRecord does where field and column are of different types. */
    private static String text(final Record record) {
        return (String)
                DataTypeUtils.convertType(
                        record.getValue("a"), RecordFieldType.STRING.getDataType(), "a");
    }

    private static Record record(final String mode, final String content) throws Exception {
        try (RecordReader records = reader(mode, content)) {
            return records.nextRecord();
        }
    }

    private static RecordReader reader(final String mode, final String content) throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        final UserImportCSVReader service = new UserImportCSVReader();
        runner.addControllerService("reader", service);
        runner.setProperty(service, UserImportCSVReader.LISTS_AND_OBJECTS, mode);
        runner.enableControllerService(service);
        final byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return service.createRecordReader(
                Map.of(), new ByteArrayInputStream(bytes), bytes.length, runner.getLogger());
    }
}
