// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Baseline;
import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An upload of 100 rows over HTTP, one after the other, from the request to FINISHED. */
public final class LatencySuite implements Suite {

    private static final int WARM_UPS = 30;
    private static final int UPLOADS_A_ROUND = 30;
    private static final int UPLOADS_AT_LEAST = 60;
    private static final int ROWS = 100;

    private final NewUsers users = new NewUsers();

    @Override
    public String name() {
        return "latency";
    }

    /** A build's flow, and what was measured over it, in milliseconds. */
    private static final class Lane {

        private final Build build;
        private final ApiClient client;
        private final Sample answered = new Sample();
        private final Sample finished = new Sample();

        Lane(final Build build, final ApiFlow flow) {
            this.build = build;
            client = new ApiClient(flow);
        }

        String medians() {
            return build.label(
                    Text.format(
                            "answered %.1f ms, FINISHED %.1f ms",
                            answered.median(), finished.median()));
        }
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan, "1g")) {
            final List<Lane> lanes = new ArrayList<>();
            lanes.add(new Lane(Baseline.present(), ApiFlow.start(environment, plan.folder())));
            final StringBuilder left = new StringBuilder();
            if (plan.baseline() != null) {
                final Build build = plan.baseline().build();
                final Optional<Path> template = plan.baseline().template(ApiFlow.TEMPLATE);
                if (template.isPresent()) {
                    lanes.add(
                            new Lane(
                                    build,
                                    ApiFlow.start(
                                            environment, plan.folder(), build, template.get())));
                } else {
                    left.append(
                            Text.format(
                                    "%nThe build of %s is not measured: its HTTP APIs are not those of today, and it has no %s.%n",
                                    build.name(), ApiFlow.TEMPLATE));
                    Progress.say("%s", left.toString().strip());
                }
            }
            final List<Lane> order = new ArrayList<>(lanes);
            for (int upload = 0; upload < WARM_UPS; upload++) {
                for (final Lane lane : order) {
                    upload(lane.client, new Sample(), new Sample());
                }
            }
            final int uploads = Math.max(UPLOADS_AT_LEAST, UPLOADS_A_ROUND * plan.rounds());
            for (int upload = 1; upload <= uploads; upload++) {
                for (final Lane lane : order) {
                    upload(lane.client, lane.answered, lane.finished);
                }
                Collections.reverse(order);
                // What is measured is written, whatever becomes of the rest.
                if (upload % UPLOADS_A_ROUND == 0) {
                    section.accept(report(lanes) + left);
                }
            }
            for (final Lane lane : lanes) {
                Progress.say("%s", lane.medians());
            }
        }
    }

    private static String report(final List<Lane> lanes) {
        final Table table =
                new Table("Milliseconds from the request", "median", "lowest", "highest");
        for (final Lane lane : lanes) {
            table.row(row(lane.build.label("answered"), lane.answered));
            table.row(row(lane.build.label("`FINISHED`"), lane.finished));
        }
        return Text.format(
                "%d uploads of %d rows, one after the other%s.%n%n%s",
                lanes.getFirst().answered.size(),
                ROWS,
                lanes.size() > 1 ? ", to both builds in turns" : "",
                table);
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
