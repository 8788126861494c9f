// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.Bundle;
import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A flow in NiFi: GetFile → UpdateAttribute → the processor that is measured → what it puts out.
 * The same stopwatch for every processor: it starts when all files are in the queue before the
 * processor and the processor is started, and stops when all are in the queue behind it, as NiFi
 * tells afterwards.
 */
final class TimedFlow {

    private static final String STANDARD = "org.apache.nifi.processors.standard.";

    /** In the names of files, between what they say. */
    private static final String DELIMITER = "_";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration MAX_DURATION = Duration.ofHours(3);

    /** Not more often: each look costs NiFi some milliseconds of the cores that are measured. */
    private static final long POLL_MILLIS = 300;

    /** Costs more, and is for what ought not to happen. */
    private static final long LOOK_FOR_ERRORS_NANOS = 20_000_000_000L;

    private final NifiClient nifi;
    private final String group;
    private final String source;
    private final String processor;
    private final String waiting;
    private final String done;
    private final String failed;
    private final Path inbox;
    private int runs;
    private long lastBulletin;

    /**
     * @param folder for its inbox
     * @param group that it is made in
     * @param bundle the NAR of the processor's type
     * @param named whether files are parts of an import, and named so
     * @param out of which relationship what comes is waited for
     * @param failures relationships of files that fail
     * @param terminated what else the processor puts out, and nobody needs
     */
    TimedFlow(
            final NifiClient nifi,
            final Path folder,
            final String group,
            final Bundle bundle,
            final String type,
            final ProcessorConfig config,
            final boolean named,
            final String out,
            final List<String> failures,
            final String... terminated)
            throws IOException {
        this.nifi = nifi;
        this.group = group;
        inbox = Files.createDirectories(folder.resolve("inbox"));
        source =
                nifi.processors()
                        .create(
                                group,
                                STANDARD + "GetFile",
                                "Files",
                                Position.ORIGIN,
                                new ProcessorConfig()
                                        .property("Input Directory", inbox.toString())
                                        .property("Keep Source File", "false"));
        final String last = named ? naming(group) : source;
        processor =
                nifi.processors()
                        .create(
                                group,
                                bundle,
                                type,
                                "Measured",
                                new Position(0, 400),
                                config.terminate(terminated));
        final String end = nifi.connections().createFunnel(group, new Position(0, 600));
        final String failureFunnel = nifi.connections().createFunnel(group, new Position(600, 600));
        waiting = nifi.connections().create(group, last, processor, "success");
        if (named) {
            nifi.processors().start(last);
        }
        done = connect(group, end, List.of(out));
        failed = connect(group, failureFunnel, failures);
    }

    /** Says of a part which it is. */
    private String naming(final String group) {
        final String naming =
                nifi.processors()
                        .create(
                                group,
                                "org.apache.nifi.processors.attributes.UpdateAttribute",
                                "Name the part",
                                new Position(0, 200),
                                new ProcessorConfig()
                                        .property("userimport.id", field(1))
                                        .property("fragment.index", field(2))
                                        .property("fragment.count", field(3)));
        nifi.connections().create(group, source, naming, "success");
        return naming;
    }

    private static String field(final int number) {
        return Text.format("${filename:getDelimitedField(%d, '%s')}", number, DELIMITER);
    }

    private String connect(final String group, final String end, final List<String> relationships) {
        return nifi.connections()
                .create(group, End.processor(processor), End.funnel(end), relationships, List.of());
    }

    /**
     * Imports files, one task for each.
     *
     * @return seconds
     */
    double run(final ProcessorConfig config, final List<Path> files) throws IOException {
        return run(config, files, files.size());
    }

    /**
     * Runs files through the processor, one task for each.
     *
     * @param results how many FlowFiles come of them
     * @return seconds
     */
    double run(final ProcessorConfig config, final List<Path> files, final int results)
            throws IOException {
        final String id =
                "run"
                        + runs++
                        + "-"
                        + inbox.getParent().getFileName().toString().replace(DELIMITER, "-");
        nifi.processors().configure(processor, config.concurrentTasks(files.size()));
        for (int part = 0; part < files.size(); part++) {
            final String name = Text.format("%s_%d_%d_users.csv", id, part, files.size());
            // Out of GetFile's sight until it is whole.
            final Path hidden = inbox.resolve("." + name);
            Files.copy(files.get(part), hidden);
            Files.move(hidden, inbox.resolve(name));
        }
        nifi.bulletins().after(lastBulletin).forEach(each -> lastBulletin = each.id());
        try {
            nifi.processors().runOnce(source);
            await(waiting, files.size(), TIMEOUT);
            final long start = System.nanoTime();
            nifi.processors().start(processor);
            await(done, results, MAX_DURATION);
            final Duration sinceTheLast =
                    nifi.queues().list(done).stream()
                            .map(QueuedFlowFile::waited)
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
            return (System.nanoTime() - start - sinceTheLast.toNanos()) / 1e9;
        } finally {
            // Also after a failure: the next run begins with nothing.
            nifi.processors().stop(processor);
            List.of(waiting, done, failed).forEach(nifi.queues()::empty);
        }
    }

    private void await(final String connection, final int files, final Duration timeout) {
        final long deadline = System.nanoTime() + timeout.toNanos();
        long nextLook = System.nanoTime() + LOOK_FOR_ERRORS_NANOS;
        while (queued(connection) < files) {
            if (queued(failed) > 0) {
                final String uuid = nifi.queues().list(failed).getFirst().uuid();
                throw new IllegalStateException(
                        "An import failed: " + nifi.queues().attributes(failed, uuid));
            }
            if (System.nanoTime() > nextLook) {
                refuseErrors();
                nextLook = System.nanoTime() + LOOK_FOR_ERRORS_NANOS;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Files have not come through " + timeout);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** A processor that throws is tried again for ever, and its file stays where it is. */
    private void refuseErrors() {
        nifi.bulletins().after(lastBulletin).stream()
                .filter(bulletin -> group.equals(bulletin.group()))
                .filter(bulletin -> bulletin.level().equals("ERROR"))
                .findFirst()
                .ifPresent(
                        bulletin -> {
                            throw new IllegalStateException(bulletin.message());
                        });
    }

    private int queued(final String connection) {
        final JsonNode status = nifi.rest().get("/flow/connections/" + connection + "/status");
        return status.path("connectionStatus")
                .path("aggregateSnapshot")
                .path("flowFilesQueued")
                .asInt();
    }
}
