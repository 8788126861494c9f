// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.runtime.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    @TempDir Path folder;

    @Test
    void aSectionIsReplacedAndAllElseStays() throws IOException {
        final Path page =
                page(
                        """
                        Prose.
                        <!-- benchmark:flow -->
                        old
                        <!-- benchmark:end -->
                        More prose.
                        <!-- benchmark:jdbc -->
                        kept
                        <!-- benchmark:end -->
                        """);
        new Report(page).section("flow", "new\n");
        new Report(page).section("flow", "newer\n");

        assertThat(page)
                .hasContent(
                        """
                        Prose.
                        <!-- benchmark:flow -->

                        newer

                        <!-- benchmark:end -->
                        More prose.
                        <!-- benchmark:jdbc -->
                        kept
                        <!-- benchmark:end -->
                        """);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(page);
        }
    }

    @Test
    void aPageWithoutTheSectionIsLeftAlone() throws IOException {
        final Path page = page("Prose.\n");

        assertThatThrownBy(() -> new Report(page).section("flow", "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no section <!-- benchmark:flow -->");
        assertThat(page).hasContent("Prose.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine",
                "flow",
                "jdbc",
                "size",
                "fillfactor",
                "history",
                "reader",
                "latency",
                "http"
            })
    void thePageHasASectionForEachSuite(final String suite) throws IOException {
        final Path page = page(Files.readString(Installation.root().resolve("docs/benchmarks.md")));
        new Report(page).section(suite, "| measured |");

        assertThat(page).content().containsOnlyOnce("| measured |");
    }

    @Test
    void theMachineIsDescribedWithoutTellingWhichItIs() throws IOException {
        final String description = Machine.description();

        assertThat(description)
                .contains("Cores", "Processor", "Memory", "JDK", "NiFi ", "PostgreSQL ", "FastCSV ")
                .doesNotContain("${")
                .doesNotContain("null")
                .doesNotContain(System.getProperty("user.home"));
        assertThat(description.lines()).allMatch(line -> line.matches("\\|.*\\|"));
    }

    @Test
    void tablesAlign() {
        assertThat(new Table("What", "rows/s").row("first", Table.number(1234.4, 0)))
                .hasToString(
                        """
                        | What  | rows/s |
                        |-------|-------:|
                        | first |  1,234 |
                        """);
    }

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        final Sample sample = new Sample();
        List.of(9.0, 1.0, 2.0).forEach(sample::add);
        assertThat(sample.median()).isEqualTo(2);
        sample.add(4);
        assertThat(sample.median()).isEqualTo(3);
        assertThat(sample.lowest()).isEqualTo(1);
        assertThat(sample.highest()).isEqualTo(9);
    }

    private Path page(final String text) throws IOException {
        return Files.writeString(folder.resolve("page.md"), text);
    }
}
