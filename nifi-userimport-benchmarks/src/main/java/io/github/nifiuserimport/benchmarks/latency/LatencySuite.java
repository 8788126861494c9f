// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.latency;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.SkippedException;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** An upload of 100 rows over HTTP, one after the other, from the request to FINISHED. */
public final class LatencySuite implements Suite {

    private static final String TEMPLATE = "templates/dashly-api.json";
    private static final int WARM_UPS = 30;
    private static final int UPLOADS_A_ROUND = 30;
    private static final int ROWS = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final Path template = Installation.root().resolve(TEMPLATE);
        if (!Files.exists(template)) {
            throw new SkippedException("it needs " + TEMPLATE + ", which is not there");
        }
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan.folder(), "1g")) {
            final int port = Ports.free();
            final String key = UUID.randomUUID().toString();
            start(environment, template, port, key);
            awaitListener(port);
            final Uploads uploads = new Uploads(port, key);
            for (int upload = 0; upload < WARM_UPS; upload++) {
                uploads.upload(ROWS);
            }
            final Sample answered = new Sample();
            final Sample finished = new Sample();
            for (int upload = 0; upload < UPLOADS_A_ROUND * plan.rounds(); upload++) {
                final Uploads.Times times = uploads.upload(ROWS);
                answered.add(times.answeredMillis());
                finished.add(times.finishedMillis());
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

    private static String[] row(final String label, final Sample sample) {
        return new String[] {
            label,
            number(sample.median(), 0),
            number(sample.lowest(), 0),
            number(sample.highest(), 0)
        };
    }

    /** NiFi says that a flow is started before it listens. */
    private static void awaitListener(final int port) throws InterruptedException {
        final Instant deadline = Instant.now().plus(TIMEOUT);
        while (Ports.isFree(port)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("The flow does not listen on port " + port);
            }
            Thread.sleep(50);
        }
    }

    private static void start(
            final BenchmarkEnvironment environment,
            final Path template,
            final int port,
            final String key) {
        final NifiClient nifi = environment.client();
        final String group = nifi.groups().upload(template, "dashly", Position.ORIGIN);
        final String context = nifi.groups().parameterContext(group).orElseThrow();
        final List<Parameter> parameters = new ArrayList<>();
        Map.of(
                        "http.port", Integer.toString(port),
                        "app.id", "default",
                        "database.url", environment.database().postgres().jdbcUrl(),
                        "database.user", environment.database().postgres().user())
                .forEach((name, value) -> parameters.add(Parameter.of(name, value)));
        parameters.add(Parameter.sensitive("app.key", key));
        parameters.add(
                Parameter.sensitive(
                        "database.password", environment.database().postgres().password()));
        nifi.parameters().set(context, parameters);
        nifi.services().enableAll(group);
        nifi.groups().start(group);
    }
}
