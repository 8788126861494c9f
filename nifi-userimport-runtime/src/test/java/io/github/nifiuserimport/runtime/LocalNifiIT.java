// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.Connections;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.runtime.rest.VerificationResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One NiFi for all tests: each makes a group of its own. */
class LocalNifiIT {

    private static final String STANDARD = "org.apache.nifi.processors.standard.";

    @TempDir static Path folder;

    private static LocalNifi nifi;
    private static NifiClient client;

    @BeforeAll
    static void start() {
        nifi = LocalNifi.in(folder.resolve("nifi home")).heap("768m").start();
        client = nifi.client();
    }

    @AfterAll
    static void stop() {
        nifi.close();
        assertThat(nifi.isRunning()).isFalse();
    }

    @Test
    void runsAnImportedFlowAndGoesOnAfterRestarts() {
        final String made = client.groups().create(client.groups().root(), "made", at(0, 0));
        generateInto(made, "#{greeting}");
        final String context =
                client.parameters()
                        .create(
                                "words",
                                "for a test",
                                List.of(
                                        Parameter.of("greeting", "hello"),
                                        Parameter.sensitive("secret", "hush")
                                                .describedAs("not shown")),
                                List.of());
        client.groups().useParameterContext(made, context);

        final String imported =
                client.groups().upload(client.groups().download(made), "imported", at(600, 0));
        assertThat(client.groups().find("imported")).contains(imported);
        assertThat(client.groups().parameterContext(imported)).contains(context);
        client.parameters()
                .set(
                        context,
                        List.of(
                                Parameter.of("greeting", "good day"),
                                Parameter.sensitive("secret", "quiet")));
        client.groups().start(imported);
        final ConnectionStatus queue = queueOf(imported);
        await(() -> client.queues().count(imported) > 0);
        client.groups().stop(imported);

        final int waiting = client.queues().count(imported);
        nifi.stop();
        nifi.start();
        assertThat(client.queues().count(imported)).isEqualTo(waiting);
        nifi.kill();
        assertThat(nifi.isRunning()).isFalse();
        nifi.start();

        final List<QueuedFlowFile> flowFiles = client.queues().list(queue.id());
        assertThat(flowFiles).hasSize(waiting);
        final String uuid = flowFiles.getFirst().uuid();
        assertThat(client.queues().content(queue.id(), uuid))
                .isEqualTo("good day".getBytes(StandardCharsets.UTF_8));
        assertThat(client.queues().attributes(queue.id(), uuid)).containsKey("filename");
        client.queues().empty(queue.id());
        assertThat(client.queues().count(imported)).isZero();
    }

    @Test
    void enablesServicesAndRunsARecordProcessor() {
        final String group = client.groups().create(client.groups().root(), "records", at(0, 300));
        final String reader =
                client.services()
                        .create(
                                group,
                                "org.apache.nifi.csv.CSVReader",
                                "Reader",
                                Map.of("schema-access-strategy", "csv-header-derived"));
        final String writer =
                client.services()
                        .create(
                                group,
                                "org.apache.nifi.json.JsonRecordSetWriter",
                                "Writer",
                                Map.of());
        final String source =
                client.processors()
                        .create(
                                group,
                                STANDARD + "GenerateFlowFile",
                                "Generate",
                                at(0, 0),
                                new ProcessorConfig()
                                        .property("generate-ff-custom-text", "a,b\n1,x\n")
                                        .every("1 hour"));
        final String convert =
                client.processors()
                        .create(
                                group,
                                STANDARD + "ConvertRecord",
                                "Convert",
                                at(0, 250),
                                new ProcessorConfig()
                                        .property("Record Reader", reader)
                                        .property("Record Writer", writer)
                                        .terminate("failure"));
        client.connections().create(group, source, convert, "success");
        final String end = client.connections().createFunnel(group, at(0, 500));
        client.connections()
                .create(
                        group,
                        Connections.End.processor(convert),
                        Connections.End.funnel(end),
                        List.of("success"),
                        List.of());

        assertThat(client.services().verify(reader, Map.of()))
                .extracting(VerificationResult::outcome)
                .containsOnly("SUCCESSFUL");
        client.services().enableAll(group);
        assertThat(client.services().find(group, "Reader")).contains(reader);
        client.groups().start(group);
        await(
                () ->
                        client.connections()
                                        .find(group, "Convert", "success")
                                        .orElseThrow()
                                        .flowFiles()
                                == 1);
        client.groups().stop(group);
        final String queue =
                client.connections().find(group, "Convert", "success").orElseThrow().id();
        final String uuid = client.queues().list(queue).getFirst().uuid();
        assertThat(new String(client.queues().content(queue, uuid), StandardCharsets.UTF_8))
                .isEqualTo("[{\"a\":\"1\",\"b\":\"x\"}]");
        client.services().disableAll(group);
    }

    @Test
    void tellsWhatIsWrongWithAFlowThatCannotRun() {
        final String group = client.groups().create(client.groups().root(), "unfit", at(0, 600));
        final String list =
                client.processors()
                        .create(
                                group,
                                STANDARD + "ListFile",
                                "List the inbox",
                                at(0, 0),
                                new ProcessorConfig()
                                        .property("Input Directory", "/no/such/folder")
                                        .terminate("success"));
        assertThatThrownBy(() -> client.groups().start(group))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("List the inbox")
                .hasMessageContaining("/no/such/folder");
        assertThat(
                        client.processors()
                                .verify(
                                        list,
                                        Map.of("Input Directory", folder.toString()),
                                        Map.of()))
                .extracting(VerificationResult::outcome)
                .contains("SUCCESSFUL");
    }

    @Test
    void showsBulletinsAndCounters() {
        final String group = client.groups().create(client.groups().root(), "noisy", at(0, 900));
        final String source = generateInto(group, "x");
        final String log =
                client.processors()
                        .create(
                                group,
                                STANDARD + "LogMessage",
                                "Log",
                                at(400, 250),
                                new ProcessorConfig()
                                        .property("log-level", "warn")
                                        .property("log-message", "look here")
                                        .terminate("success"));
        final String count =
                client.processors()
                        .create(
                                group,
                                STANDARD + "UpdateCounter",
                                "Count",
                                at(400, 0),
                                new ProcessorConfig()
                                        .property("counter-name", "seen")
                                        .property("delta", "3"));
        client.connections().create(group, source, count, "success");
        client.connections().create(group, count, log, "success");
        client.groups().start(group);
        await(() -> client.bulletins().after(0).stream().anyMatch(LocalNifiIT::isLookHere));
        client.groups().stop(group);
        assertThat(client.counters().of(count).get("seen")).isPositive().matches(n -> n % 3 == 0);
        assertThat(client.processors().statuses(group))
                .anyMatch(status -> status.name().equals("Log") && status.in() > 0);
    }

    private static boolean isLookHere(final Bulletin bulletin) {
        return bulletin.isWarningOrError()
                && "Log".equals(bulletin.source())
                && bulletin.message().contains("look here");
    }

    /** Makes a processor that puts a text into a queue every second. */
    private static String generateInto(final String group, final String text) {
        final String source =
                client.processors()
                        .create(
                                group,
                                STANDARD + "GenerateFlowFile",
                                "Generate",
                                at(0, 0),
                                new ProcessorConfig()
                                        .property("generate-ff-custom-text", text)
                                        .every("1 sec"));
        final String funnel = client.connections().createFunnel(group, at(150, 300));
        client.connections()
                .create(
                        group,
                        Connections.End.processor(source),
                        Connections.End.funnel(funnel),
                        List.of("success"),
                        List.of());
        return source;
    }

    private static ConnectionStatus queueOf(final String group) {
        return client.connections().find(group, "Generate", "success").orElseThrow();
    }

    private static Position at(final double x, final double y) {
        return new Position(x, y);
    }

    private static void await(final BooleanSupplier condition) {
        final Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            try {
                Thread.sleep(200);
            } catch (final InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
