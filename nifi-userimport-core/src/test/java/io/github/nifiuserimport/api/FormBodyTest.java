// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {

    private final RequestArguments arguments = new RequestArguments();
    private final ByteArrayOutputStream upload = new ByteArrayOutputStream();
    private int files;

    private final RequestBody.FileSink sink =
            new RequestBody.FileSink() {
                @Override
                public void begin(final String name) {
                    files++;
                }

                @Override
                public void write(final ByteBuffer bytes) {
                    while (bytes.hasRemaining()) {
                        upload.write(bytes.get());
                    }
                }
            };

    private int read(final String form) throws Exception {
        return read(form, Integer.MAX_VALUE);
    }

    private int read(final String form, final int atOnce) throws Exception {
        final FormBody body = new FormBody(Optional.of("file"), sink, arguments);
        final byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += Math.min(atOnce, bytes.length)) {
            body.add(ByteBuffer.wrap(bytes, from, Math.min(atOnce, bytes.length - from)));
        }
        body.end();
        return files;
    }

    @Test
    void decodesFieldsAndTheFile() throws Exception {
        assertThat(read("app=%24self_app&&file=a%3Bb%0A1+2&tags=%22%C3%BC%22&flag")).isEqualTo(1);
        assertThat(upload.toString(StandardCharsets.UTF_8)).isEqualTo("a;b\n1 2");
        assertThat(arguments.all())
                .isEqualTo(Map.of("app", "$self_app", "tags", "\"ü\"", "flag", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void takesItInAnyPieces(final int atOnce) throws Exception {
        assertThat(read("app=%24self_app&file=a%3Bb%0A1+2&tags=%22%C3%BC%22", atOnce)).isEqualTo(1);
        assertThat(upload.toString(StandardCharsets.UTF_8)).isEqualTo("a;b\n1 2");
        assertThat(arguments.all()).isEqualTo(Map.of("app", "$self_app", "tags", "\"ü\""));
    }

    @Test
    void tellsOfEachFile() throws Exception {
        assertThat(read("file=a&file=b")).isEqualTo(2);
    }

    @Test
    void readsAQueryOnce() throws Exception {
        FormBody.readQuery("file=a%26b.csv&key=%2B%25%26", arguments);

        assertThat(arguments.all()).isEqualTo(Map.of("file", "a&b.csv", "key", "+%&"));
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
        final FormBody body = new FormBody(Optional.of("file"), sink, arguments);
        body.add(ByteBuffer.wrap("file=".getBytes(StandardCharsets.UTF_8)));
        for (int piece = 1; piece <= 100; piece++) {
            body.add(ByteBuffer.wrap(new byte[1_000]));

            assertThat(upload.size()).isEqualTo(piece * 1_000);
        }
    }
}
