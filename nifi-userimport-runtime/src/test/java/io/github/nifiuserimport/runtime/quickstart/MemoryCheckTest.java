// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.text.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryCheckTest {

    private static final long GIGABYTE = 1L << 30;

    @ParameterizedTest
    @CsvSource({"2, 1g, 4", "2, 512m, 2", "2, 1048576k, 3", "1, 64g, 1"})
    void takesWhatFits(final int nodes, final String heap, final int gigabytes) {
        assertThatCode(() -> MemoryCheck.check(nodes, heap, gigabytes * GIGABYTE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2, 2g, 4, 5.0", "5, 1G, 7, 7.4", "2, 1024m, 2, 3.0"})
    void saysHowMuchMoreMemoryNodesNeed(
            final int nodes, final String heap, final int gigabytes, final String needed) {
        assertThatThrownBy(() -> MemoryCheck.check(nodes, heap, gigabytes * GIGABYTE))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        Text.format(
                                "--nodes %d: with a heap of %s each they need %s GB of memory, and"
                                        + " this machine has %d.0 GB. Use fewer nodes or a smaller"
                                        + " --heap",
                                nodes, heap, needed, gigabytes));
    }
}
