// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How often in a second {@code getMultiResults} tells of a job that has ended. */
final class StatusPolls {

    private static final int CONNECTIONS = 32;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int ROUNDS_AT_LEAST = 3;

    private StatusPolls() {}

    /**
     * Asks.
     *
     * @param job that has ended
     */
    static void measure(
            final ApiFlow api, final String job, final int rounds, final Figures figures)
            throws IOException, InterruptedException {
        final URI uri =
                api.uri(
                        Text.format(
                                "/api?action=getMultiResults&apiVersion=1.0.6&appId=%s"
                                        + "&clientKey=%s&jobId=%s",
                                ApiFlow.APP, api.key(), job));
        final Optional<Wrk> wrk = Wrk.find();
        final Sample sample = new Sample();
        // The first round is to have the code compiled.
        for (int round = 0; round <= Math.max(ROUNDS_AT_LEAST, rounds); round++) {
            final double polls =
                    wrk.isPresent()
                            ? wrk.get().requestsASecond(uri, CONNECTIONS, ROUND)
                            : KeepAliveLoad.requestsASecond(uri, CONNECTIONS, ROUND);
            Progress.say("%,.0f status polls a second", polls);
            if (round > 0) {
                sample.add(polls);
            }
        }
        figures.add(
                Text.format(
                        "Status polls a second, `getMultiResults`, %d connections, %s",
                        CONNECTIONS, wrk.isPresent() ? "wrk" : "this benchmark's own load"),
                number(sample.median(), 0));
    }
}
