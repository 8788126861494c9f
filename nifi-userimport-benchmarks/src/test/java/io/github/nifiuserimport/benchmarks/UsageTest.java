// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The help of {@code ./benchmark}, against what it takes. */
class UsageTest {

    private final String usage = usage();

    @Test
    void namesTheOptionsThereAreWithTheirValuesAndDefaults() {
        // These two are the script's.
        final Set<String> options = new TreeSet<>(Set.of("--help", "--version"));
        for (final OptionSpec option : Benchmark.commandLine().getCommandSpec().options()) {
            final String list =
                    option.splitRegex().isEmpty() ? "" : "[," + option.paramLabel() + "...]";
            options.add(option.longestName() + "=" + option.paramLabel() + list);
            if (option.defaultValue() != null) {
                assertThat(usage)
                        .containsPattern(
                                option.longestName()
                                        + "=(?s:(?!\\n  -).)*Default:\\s+"
                                        + option.defaultValue()
                                        + "[.]");
            }
        }
        final Set<String> named = new TreeSet<>();
        final Matcher names = Pattern.compile("(?m)^  (?:-\\w, )?(--\\S+)").matcher(usage);
        while (names.find()) {
            named.add(names.group(1));
        }
        assertThat(named).isEqualTo(options);
    }

    @Test
    void namesTheSuitesThereAre() {
        assertThat(usage.replaceAll("\\s+", " "))
                .contains(
                        Benchmark.SUITES.stream()
                                .map(Suite::name)
                                .collect(Collectors.joining(", ", "Suites to run: ", ".")));
    }

    @Test
    void fitsIntoEightyColumns() {
        assertThat(usage.lines()).allMatch(each -> each.length() <= 80);
    }

    private static String usage() {
        try (InputStream text = Benchmark.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
