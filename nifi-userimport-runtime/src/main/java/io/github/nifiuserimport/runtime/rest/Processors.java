// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processors. */
public final class Processors {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Rest rest;

    Processors(final Rest rest) {
        this.rest = rest;
    }

    /** Makes a processor of the one NAR that has its type, and returns its id. */
    public String create(
            final String group,
            final String type,
            final String name,
            final Position position,
            final ProcessorConfig config) {
        return create(group, bundle(type), type, name, position, config);
    }

    /**
     * The one NAR that has a type.
     *
     * @throws RestException when none has it, or several do
     */
    public Bundle bundle(final String type) {
        return Bundle.ofType(rest, "/flow/processor-types", "processorTypes", type);
    }

    /** Makes a processor of that NAR, and returns its id. */
    public String create(
            final String group,
            final Bundle bundle,
            final String type,
            final String name,
            final Position position,
            final ProcessorConfig config) {
        final ObjectNode entity = rest.newEntity();
        final ObjectNode component =
                entity.putObject("component").put("type", type).put("name", name);
        position.putInto(component);
        bundle.putInto(component);
        config.putInto(component);
        return rest.post("/process-groups/" + group + "/processors", entity).path("id").asText();
    }

    /** The id of the processor of that name in the group or in one inside it. */
    public Optional<String> find(final String group, final String name) {
        return list(group).stream()
                .filter(entity -> entity.path("component").path("name").asText().equals(name))
                .map(entity -> entity.path("id").asText())
                .findFirst();
    }

    /** The ids of the processors of a type in the group or in one inside it. */
    public List<String> ofType(final String group, final String type) {
        return list(group).stream()
                .filter(entity -> entity.path("component").path("type").asText().equals(type))
                .map(entity -> entity.path("id").asText())
                .toList();
    }

    /** The processor as NiFi has it. */
    public JsonNode get(final String processor) {
        return rest.get(path(processor));
    }

    /** Changes the set-up of a stopped processor. */
    public void configure(final String processor, final ProcessorConfig config) {
        rest.update(
                path(processor),
                path(processor),
                body -> config.putInto(body.putObject("component").put("id", processor)));
    }

    /** Starts a processor; waits until it is valid and runs. */
    public void start(final String processor) {
        requireValid(processor);
        setState(processor, "RUNNING");
        awaitState(processor, "RUNNING");
    }

    private void requireValid(final String processor) {
        final JsonNode validated =
                rest.await(
                        path(processor),
                        TIMEOUT,
                        entity -> !status(entity).equals("VALIDATING"),
                        "the processor is validated");
        if (status(validated).equals("INVALID")) {
            throw new RestException("Cannot start:\n" + Components.faults(validated));
        }
    }

    /** Has a stopped processor stay so when its group is started. */
    public void disable(final String processor) {
        setState(processor, "DISABLED");
        awaitState(processor, "DISABLED");
    }

    /** Stops a processor, and waits until none of its threads is at work. */
    public void stop(final String processor) {
        setState(processor, "STOPPED");
        rest.await(
                path(processor),
                TIMEOUT,
                entity ->
                        state(entity).equals("STOPPED")
                                && entity.path("status")
                                                .path("aggregateSnapshot")
                                                .path("activeThreadCount")
                                                .asInt()
                                        == 0,
                "the processor has stopped");
    }

    /**
     * Stops a processor, and does not wait for its threads: what they do is taken back, and what
     * they still do by themselves, NiFi does not heed.
     */
    public void terminate(final String processor) {
        setState(processor, "STOPPED");
        rest.delete(path(processor) + "/threads");
    }

    /**
     * Runs a stopped processor once, when it is validated: on a busy machine that takes a while.
     */
    public void runOnce(final String processor) {
        requireValid(processor);
        setState(processor, "RUN_ONCE");
        awaitState(processor, "STOPPED");
    }

    /** Verifies the configuration of a stopped processor with some properties changed. */
    public List<VerificationResult> verify(
            final String processor,
            final Map<String, String> changed,
            final Map<String, String> attributes) {
        return Components.verify(
                rest,
                path(processor),
                processor,
                get(processor).path("component").path("config").path("properties"),
                changed,
                attributes);
    }

    /** Forgets what a stopped processor keeps as its state. */
    public void clearState(final String processor) {
        rest.post(path(processor) + "/state/clear-requests", Rest.object());
    }

    /** Deletes a stopped processor. */
    public void delete(final String processor) {
        rest.deleteEntity(path(processor));
    }

    /** What all processors of a group, and of those inside it, did in the last five minutes. */
    public List<ProcessorStatus> statuses(final String group) {
        final List<ProcessorStatus> statuses = new ArrayList<>();
        GroupStatus.each(
                rest,
                group,
                "processorStatusSnapshots",
                "processorStatusSnapshot",
                snapshot ->
                        statuses.add(
                                new ProcessorStatus(
                                        snapshot.path("id").asText(),
                                        snapshot.path("name").asText(),
                                        snapshot.path("runStatus").asText(),
                                        snapshot.path("flowFilesIn").asInt(),
                                        snapshot.path("flowFilesOut").asInt(),
                                        snapshot.path("activeThreadCount").asInt())));
        return statuses;
    }

    private List<JsonNode> list(final String group) {
        return Components.each(
                rest.get("/process-groups/" + group + "/processors?includeDescendantGroups=true")
                        .path("processors"));
    }

    private void setState(final String processor, final String state) {
        rest.update(
                path(processor), path(processor) + "/run-status", body -> body.put("state", state));
    }

    private void awaitState(final String processor, final String state) {
        rest.await(
                path(processor),
                TIMEOUT,
                entity -> state(entity).equals(state),
                "the processor is " + state);
    }

    private static String state(final JsonNode entity) {
        return entity.path("component").path("state").asText();
    }

    private static String status(final JsonNode entity) {
        return entity.path("component").path("validationStatus").asText();
    }

    private static String path(final String processor) {
        return "/processors/" + processor;
    }
}
