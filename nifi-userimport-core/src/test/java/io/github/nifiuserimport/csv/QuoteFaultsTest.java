// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuoteFaultsTest {

    static Stream<Arguments> unclosed() {
        return Stream.of(
                arguments("a,b\n\"1,2\n", 2, "a"),
                arguments("a,b\n1,\"2\n", 2, "b"),
                arguments("a,b\n1,\"", 2, "b"),
                arguments("a,b\n1,2\n3,\"4\n5,6\n7,8\n", 3, "b"),
                arguments("a,b\n\"x\ny\nz\",\"2\n", 4, "b"),
                arguments("a,b\n1,2,\"3", 2, null),
                arguments("a,b\n1,\"x\"\"\n", 2, "b"),
                arguments("\"a,b\n1,2\n", 1, null),
                arguments("a,b\n1,\"" + "x,y\n".repeat(50_000), 2, "b"));
    }

    @ParameterizedTest
    @MethodSource("unclosed")
    void aQuoteThatIsNeverClosedIsNamedWhereItOpens(
            final String content, final long line, final String column) {
        final FileFault fault = Csv.fault(content);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.reason()).contains("never closed");
    }

    static Stream<Arguments> followed() {
        return Stream.of(
                arguments("a,b\n\"x\"y,2\n", 2, "a"),
                arguments("a,b\n1,2\n3,\"x\" .\n", 3, "b"),
                arguments("a,b\n1,\"2\n3,\"4\"\n", 2, "b"),
                arguments("a,b\n\"\n\",\"x\" y\n", 3, "b"));
    }

    @ParameterizedTest
    @MethodSource("followed")
    void textAfterAClosingQuoteIsAFaultOfTheFile(
            final String content, final long line, final String column) {
        final FileFault fault = Csv.fault(content);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.reason()).contains("follows the closing double quote");
    }

    @Test
    void rowsBeforeTheFaultAreRead() throws Exception {
        try (RowReader reader = Csv.open("a,b\n1,2\n3,\"4\n")) {
            assertThat(reader.next()).isInstanceOf(Row.Values.class);
            final FileFault first = fault(reader);
            assertThat(fault(reader)).isSameAs(first);
        }
    }

    private static FileFault fault(final RowReader reader) {
        return catchThrowableOfType(FileFault.class, reader::next);
    }
}
