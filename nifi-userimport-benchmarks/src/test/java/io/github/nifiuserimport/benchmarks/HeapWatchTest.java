// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeapWatchTest {

    private static final int KEPT = 40;
    private static final int DROPPED = 30;

    /** The JVM that is watched. For each line it is sent, it goes one step further and says so. */
    static final class Watched {

        private Watched() {}

        public static void main(final String[] arguments) throws IOException {
            System.out.println("at rest");
            System.in.read();
            final byte[] kept = new byte[KEPT << 20];
            final int dropped = new byte[DROPPED << 20].length;
            System.out.println("allocated " + dropped);
            System.in.read();
            System.out.println("kept " + kept.length);
        }
    }

    @Test
    void whatIsLeftAfterACollectionIsWhatIsKeptAndNoGarbage()
            throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Watched.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = process.inputReader();
                HeapWatch heap = watch(process, said)) {
            final double atRest = heap.collect();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(said.readLine()).startsWith("allocated");

            assertThat(heap.collect() - atRest).isBetween(KEPT - 2.0, KEPT + 5.0);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static HeapWatch watch(final Process process, final BufferedReader said)
            throws IOException {
        assertThat(said.readLine()).isEqualTo("at rest");
        return new HeapWatch(process.pid());
    }
}
