// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.util.function.Consumer;

/** An upload of 100 rows over HTTP, one after the other, from the request to FINISHED. */
public final class LatencySuite implements Suite {

    private static final int WARM_UPS = 30;
    private static final int UPLOADS_A_ROUND = 30;
    private static final int UPLOADS_AT_LEAST = 60;
    private static final int ROWS = 100;

    private final Sample answered = new Sample();
    private final Sample finished = new Sample();
    private final NewUsers users = new NewUsers();

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan.folder(), "1g")) {
            final ApiClient client = new ApiClient(ApiFlow.start(environment, plan.folder()));
            for (int upload = 0; upload < WARM_UPS; upload++) {
                upload(client, new Sample(), new Sample());
            }
            final int uploads = Math.max(UPLOADS_AT_LEAST, UPLOADS_A_ROUND * plan.rounds());
            for (int upload = 0; upload < uploads; upload++) {
                upload(client, answered, finished);
            }
            Progress.say(
                    "answered %.0f ms, FINISHED %.0f ms", answered.median(), finished.median());
            section.accept(
                    Text.format(
                            "%d uploads of %d rows, one after the other.%n%n%s",
                            answered.size(),
                            ROWS,
                            new Table(
                                            "Milliseconds from the request",
                                            "median",
                                            "lowest",
                                            "highest")
                                    .row(row("answered", answered))
                                    .row(row("`FINISHED`", finished))));
        }
    }

    private void upload(
            final ApiClient client, final Sample answeredMillis, final Sample finishedMillis)
            throws IOException, InterruptedException {
        final byte[] body = UploadBody.of("users.csv", users.file(ROWS));
        final long start = System.nanoTime();
        final ApiClient.Answer answer = client.upload(body).join();
        client.awaitFinished(answer.job(), ApiClient.TIMEOUT);
        finishedMillis.add((System.nanoTime() - start) / 1e6);
        answeredMillis.add(answer.millis());
    }

    private static String[] row(final String label, final Sample sample) {
        return new String[] {
            label,
            number(sample.median(), 1),
            number(sample.lowest(), 1),
            number(sample.highest(), 1)
        };
    }
}
