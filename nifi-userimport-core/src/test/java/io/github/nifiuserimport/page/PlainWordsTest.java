// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as a person reads them. */
class PlainWordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999951, 1.0 MB",
        "48312907, 48.3 MB",
        "5000000000, 5.0 GB"
    })
    void sizes(final long bytes, final String text) {
        assertThat(PlainWords.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "4230, 4.2 s",
        "59940, 59.9 s",
        "60000, 1 min 00 s",
        "190000, 3 min 10 s",
        "3600000, 1 h 00 min",
        "5400000, 1 h 30 min"
    })
    void durations(final long millis, final String text) {
        assertThat(PlainWords.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 %",
        "0, 10, 0 %",
        "10, 10, 100 %",
        "1, 3, 33.3 %",
        "1, 100000, < 0.1 %",
        "99999, 100000, > 99.9 %",
        "1, 2, 50 %"
    })
    void sharesThatAreNeverRoundedToNoneOrAll(
            final long part, final long whole, final String text) {
        assertThat(PlainWords.percent(part, whole)).isEqualTo(text);
    }
}
