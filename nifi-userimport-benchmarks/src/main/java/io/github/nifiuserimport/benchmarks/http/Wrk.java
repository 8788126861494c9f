// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.text.Text;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <a href="https://github.com/wg/wrk">wrk</a>, where it is installed.
 *
 * @param program its file
 */
record Wrk(Path program) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
    private static final Pattern FAULTS =
            Pattern.compile("Non-2xx or 3xx responses: \\d+|Socket errors: .*");

    /** That of the PATH. */
    static Optional<Wrk> find() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Wrk::new);
    }

    /**
     * Gets the same over and over.
     *
     * @throws IOException when one of the answers is no good one
     */
    double requestsASecond(final URI uri, final int connections, final Duration duration)
            throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(
                                program.toString(),
                                "-t1",
                                "-c" + connections,
                                "-d" + duration.toSeconds() + "s",
                                "--timeout",
                                "30s",
                                uri.toString())
                        .redirectErrorStream(true)
                        .start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return rate(output);
    }

    /** What it says of itself. */
    static double rate(final String output) throws IOException {
        final Matcher faults = FAULTS.matcher(output);
        if (faults.find()) {
            throw new IOException(Text.format("Not all was answered well: %s", faults.group()));
        }
        final Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("wrk told no rate: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
