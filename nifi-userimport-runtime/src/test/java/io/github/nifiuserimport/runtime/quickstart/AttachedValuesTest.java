// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class AttachedValuesTest {

    private final CommandLine line =
            AttachedValues.takeAsTheyAre(new CommandLine(new Quickstart()));

    @ParameterizedTest
    @ValueSource(strings = {"-hunter2", "-Version1", "-x", "-", "--once", "--app-key", "a=-b"})
    void whatIsAttachedIsAValue(final String value) {
        for (final String option : List.of("--app-key", "--app-id", "--gcs-bucket", "--heap")) {
            assertThat(value(option, option + "=" + value)).isEqualTo(value);
        }
        for (final String option : List.of("--data", "--dump", "--gcs-credentials")) {
            assertThat(value(option, option + "=" + value)).isEqualTo(Path.of(value));
        }
        assertThat(value("--nars", "--nars=" + value, "--nars", "more", "--nars=" + value))
                .isEqualTo(List.of(Path.of(value), Path.of("more"), Path.of(value)));
        assertThat(value("--gcs-url", "--gcs-url=" + value)).isEqualTo(URI.create(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-hunter2", "-x", "--once", "--onec", "--app-key"})
    void whatStandsApartAndLooksLikeAnOptionIsNone(final String value) {
        for (final String option : List.of("--app-key", "--app-id", "--data", "--nars")) {
            assertThatThrownBy(() -> line.parseArgs(option, value))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("Expected parameter for option '" + option + "'");
        }
    }

    @Test
    void optionsAfterAnAttachedValueAreOptions() {
        assertThat(line.parseArgs("--app-key=-hunter2", "--once", "users.csv").matchedOptions())
                .extracting(option -> option.longestName())
                .containsExactly("--app-key", "--once");
        assertThatThrownBy(() -> line.parseArgs("--app-key=-hunter2", "--onec"))
                .hasMessageContaining("--onec");
    }

    private Object value(final String option, final String... arguments) {
        return line.parseArgs(arguments).matchedOption(option).getValue();
    }
}
