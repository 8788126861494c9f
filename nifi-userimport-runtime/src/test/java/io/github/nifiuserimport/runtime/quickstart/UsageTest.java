// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class UsageTest {

    private final CommandLine line = Quickstart.commandLine();
    private final String usage = usage();

    @Test
    void namesTheOptionsThereAreWithTheirValues() {
        final Set<String> options = new TreeSet<>();
        for (final OptionSpec option : line.getCommandSpec().options()) {
            options.add(
                    option.longestName()
                            + (option.arity().max() > 0 ? "=" + option.paramLabel() : ""));
        }
        final Set<String> named = new TreeSet<>();
        final Matcher names = Pattern.compile("(?m)^  (?:-\\w, )?(--\\S+)").matcher(usage);
        while (names.find()) {
            named.add(names.group(1));
        }
        assertThat(named).isEqualTo(options);
    }

    @Test
    void tellsTheDefaults() {
        for (final OptionSpec option : line.getCommandSpec().options()) {
            if (option.defaultValue() != null) {
                assertThat(usage)
                        .containsPattern(
                                option.longestName()
                                        + "=(?s:(?!\\n  -).)*Default: "
                                        + option.defaultValue()
                                        + "[.,]");
            }
        }
    }

    @Test
    void fitsIntoEightyColumns() {
        assertThat(usage.lines()).allMatch(each -> each.length() <= 80);
    }

    private String usage() {
        final StringWriter text = new StringWriter();
        line.setOut(new PrintWriter(text));
        line.execute("--help");
        return text.toString();
    }
}
