// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./quickstart} and {@code ./benchmark} tell in a clone that was never built. */
class CommandsTest {

    private static final String HELP =
            "nifi-userimport-%s/src/main/resources/io/github/nifiuserimport/%s/usage.txt";

    @TempDir Path clone;
    @TempDir Path tools;

    @BeforeEach
    void copyWhatTheyRead() throws IOException {
        for (final String file :
                List.of(
                        "quickstart",
                        "benchmark",
                        "build/toolchain.sh",
                        "pom.xml",
                        help("quickstart"),
                        help("benchmark"))) {
            final Path copy = clone.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Installation.root().resolve(file), copy);
        }
        for (final String tool : List.of("cat", "dirname", "head", "sed", "uname")) {
            final Path usr = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(
                    tools.resolve(tool), Files.exists(usr) ? usr : Path.of("/bin", tool));
        }
    }

    @ParameterizedTest
    @CsvSource({"quickstart", "benchmark"})
    void printTheirHelp(final String command) throws Exception {
        final String text = Files.readString(clone.resolve(help(command)));
        assertThat(run(command, "--help")).isEqualTo(text).startsWith("Usage: ./" + command);
        assertThat(run(command, "-h")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"quickstart", "benchmark"})
    void printTheVersion(final String command) throws Exception {
        assertThat(run(command, "--version")).matches("nifi-userimport \\d+[.]\\d+[.]\\d+\\S*\n");
        assertThat(run(command, "-V")).isEqualTo(run(command, "--version"));
    }

    /** Whatever follows the two dashes is the name of a file. */
    @Test
    void takesAFileOfThatNameForAFile() throws Exception {
        assertThat(run("quickstart", "--", "--help")).startsWith("This needs ");
    }

    private static String help(final String command) {
        final String folder = command.equals("quickstart") ? "runtime/quickstart" : "benchmarks";
        return Text.format(HELP, folder.replaceAll("/.*", ""), folder);
    }

    /** There is no Maven on the path, so that a build ends with the words that it needs one. */
    private String run(final String command, final String... arguments)
            throws IOException, InterruptedException {
        final ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", clone.resolve(command).toString())
                        .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools.toString());
        final Process process = builder.start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
