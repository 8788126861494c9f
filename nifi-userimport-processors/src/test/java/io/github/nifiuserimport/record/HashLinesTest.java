// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashLinesTest {

    @ParameterizedTest(name = "[{index}]")
    @CsvSource({
        "'', 0",
        "'a,b', 0",
        "'#a', 1",
        "'a#,b', 0",
        "'a,#b', 0",
        "'a\n#b', 2",
        "'a\r\n#b', 2",
        "'a\n\n#b\n#c', 3",
        "'a\n\"#b\"', 0"
    })
    void findsTheFirstLineHoweverTheBytesCome(final String text, final long line) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            final HashLines lines = new HashLines();
            lines.see(bytes, 0, cut);
            lines.see(bytes, cut, bytes.length - cut);
            assertThat(lines.first()).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', '#'", "'a\n', 'b\n'"})
    void beginsAnewWhenTheContentDoes(final String before, final String again) {
        final HashLines lines = new HashLines();
        lines.see(before.getBytes(StandardCharsets.UTF_8), 0, before.length());
        lines.restart();
        lines.see(again.getBytes(StandardCharsets.UTF_8), 0, again.length());
        assertThat(lines.first()).isEqualTo(again.startsWith("#") ? 1 : 0);
    }
}
