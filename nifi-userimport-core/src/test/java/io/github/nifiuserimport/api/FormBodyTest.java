// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormBodyTest {

    private final RequestArguments arguments = new RequestArguments();
    private final ByteArrayOutputStream upload = new ByteArrayOutputStream();

    private int read(final String form) throws Exception {
        return FormBody.read(
                new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)),
                Optional.of("file"),
                upload,
                arguments);
    }

    @Test
    void decodesFieldsAndTheFile() throws Exception {
        assertThat(read("app=%24self_app&&file=a%3Bb%0A1+2&tags=%22%C3%BC%22&flag")).isEqualTo(1);
        assertThat(upload.toString(StandardCharsets.UTF_8)).isEqualTo("a;b\n1 2");
        assertThat(arguments.all())
                .isEqualTo(Map.of("app", "$self_app", "tags", "\"ü\"", "flag", ""));
    }

    @Test
    void keepsTheFirstOfTwoFilesAndCountsBoth() throws Exception {
        assertThat(read("file=a&file=b")).isEqualTo(2);
        assertThat(upload.toString(StandardCharsets.UTF_8)).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            value = {
                "a=%4 -> the form has a % that two hexadecimal digits do not follow; encode it:"
                        + " curl --data-urlencode",
                "a=%zz -> the form has a % that two hexadecimal digits do not follow; encode it:"
                        + " curl --data-urlencode",
                "a=%FF -> \"a\" is not UTF-8",
                "%FF=1 -> the name of an argument is not UTF-8",
                "=1 -> a field of the request has no name; name each of them",
                "a=1&a=2 -> \"a\" is given twice with different values; give it once",
            })
    void refusesWhatIsNoForm(final String form, final String fault) {
        assertThatThrownBy(() -> read(form)).isInstanceOf(RequestFault.class).hasMessage(fault);
    }

    @Test
    void limitsNamesValuesAndTheirNumber() {
        assertThatThrownBy(() -> read("a".repeat(1_000)))
                .hasMessage(
                        "the name of an argument has more than 200 bytes; a file is sent as a field"
                                + " of a form: curl -F file=@users.csv");
        assertThatThrownBy(() -> read("tags=" + "a".repeat(20_001)))
                .hasMessage("\"tags\" has more than 20,000 bytes");
        final StringBuilder many = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            many.append("a").append(i).append("=1&");
        }
        assertThatThrownBy(() -> read(many.toString()))
                .hasMessage("the request has more than 100 arguments");
    }

    @Test
    void passesAFileOnWhileItIsRead() throws Exception {
        final long size = 10_000_000;
        final long[] read = {0};
        final InputStream large =
                new InputStream() {
                    private final byte[] start = "file=".getBytes(StandardCharsets.UTF_8);

                    @Override
                    public int read() {
                        if (read[0] >= size + start.length) {
                            return -1;
                        }
                        final long at = read[0]++;
                        return at < start.length ? start[(int) at] : 'x';
                    }
                };
        final long[] written = {0};
        FormBody.read(
                large,
                Optional.of("file"),
                new OutputStream() {
                    @Override
                    public void write(final int next) {
                        written[0]++;
                        if (read[0] - written[0] > 100_000) {
                            throw new AssertionError("the file is held in memory");
                        }
                    }
                },
                arguments);
        assertThat(written[0]).isEqualTo(size);
    }
}
