// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Process groups: what a flow definition becomes when it is imported. */
public final class ProcessGroups {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Rest rest;

    ProcessGroups(final Rest rest) {
        this.rest = rest;
    }

    /** The id of the group that holds all others. */
    public String root() {
        return rest.get("/process-groups/root").path("id").asText();
    }

    /** The id of the group of that name directly in the root group. */
    public Optional<String> find(final String name) {
        return find(root(), name);
    }

    /** The id of the group of that name directly in another. */
    public Optional<String> find(final String parent, final String name) {
        return Components.each(
                        rest.get("/process-groups/" + parent + "/process-groups")
                                .path("processGroups"))
                .stream()
                .filter(group -> group.path("component").path("name").asText().equals(name))
                .map(group -> group.path("id").asText())
                .findFirst();
    }

    /** Makes an empty group and returns its id. */
    public String create(final String parent, final String name, final Position position) {
        final ObjectNode entity = rest.newEntity();
        position.putInto(entity.putObject("component").put("name", name));
        return rest.post("/process-groups/" + parent + "/process-groups", entity)
                .path("id")
                .asText();
    }

    /** Imports a flow definition as a new group of the root group and returns its id. */
    public String upload(final Path definition, final String name, final Position position) {
        try {
            return upload(Files.readAllBytes(definition), name, position);
        } catch (final IOException e) {
            throw new RestException("Cannot read " + definition + ": " + e.getMessage(), e);
        }
    }

    /** Imports a flow definition as a new group of the root group and returns its id. */
    public String upload(final byte[] definition, final String name, final Position position) {
        return rest.upload(
                        "/process-groups/" + root() + "/process-groups/upload",
                        Map.of(
                                "groupName", name,
                                "positionX", Double.toString(position.x()),
                                "positionY", Double.toString(position.y()),
                                "clientId", rest.clientId()),
                        "flow.json",
                        definition)
                .path("id")
                .asText();
    }

    /** The group as a flow definition. */
    public byte[] download(final String group) {
        try (InputStream in = rest.download("/process-groups/" + group + "/download")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new RestException("Download ended early: " + e.getMessage(), e);
        }
    }

    /** The id of the group's parameter context. */
    public Optional<String> parameterContext(final String group) {
        return Optional.ofNullable(
                rest.get("/process-groups/" + group)
                        .path("component")
                        .path("parameterContext")
                        .path("id")
                        .asText(null));
    }

    /** Gives the group a parameter context. */
    public void useParameterContext(final String group, final String context) {
        final String path = "/process-groups/" + group;
        rest.update(
                path,
                path,
                body -> {
                    final ObjectNode component = body.putObject("component").put("id", group);
                    component.putObject("parameterContext").put("id", context);
                });
    }

    /** Lets a FlowFile into the group only when all that came of the one before has left it. */
    public void takeOneFlowFileAtATime(final String group) {
        final String path = "/process-groups/" + group;
        rest.update(
                path,
                path,
                body ->
                        body.putObject("component")
                                .put("id", group)
                                .put("flowfileConcurrency", "SINGLE_FLOWFILE_PER_NODE"));
    }

    /**
     * Starts everything in the group, and waits until it runs.
     *
     * @throws RestException when a processor cannot run, naming each and why
     */
    public void start(final String group) {
        start(group, type -> true);
    }

    /**
     * The same; processors of other types than these stay as they are.
     *
     * @throws RestException when one of these cannot run, naming each and why
     */
    public void start(final String group, final Predicate<String> types) {
        awaitValidated(group);
        final List<JsonNode> all = processors(group);
        final List<JsonNode> wanted =
                all.stream()
                        .filter(entity -> types.test(type(entity)))
                        .filter(entity -> !state(entity).equals("DISABLED"))
                        .toList();
        final List<JsonNode> unfit = wanted.stream().filter(ProcessGroups::isUnfit).toList();
        if (!unfit.isEmpty()) {
            throw new RestException("Cannot start:\n" + faults(unfit));
        }
        if (all.stream().allMatch(entity -> types.test(type(entity)))) {
            startWhatCan(group);
        } else {
            final List<JsonNode> components = new ArrayList<>(wanted);
            addPorts(group, components);
            start(group, components);
        }
        rest.await(
                processorsPath(group),
                TIMEOUT,
                answer ->
                        Components.each(answer.path("processors")).stream()
                                .filter(entity -> types.test(type(entity)))
                                .allMatch(
                                        entity ->
                                                state(entity).equals("RUNNING")
                                                        || state(entity).equals("DISABLED")),
                "all processors run");
    }

    /** Starts what is fit to run in the group, and leaves the rest stopped. */
    public void startWhatCan(final String group) {
        schedule(group, "RUNNING");
    }

    /** What NiFi takes for fit is not for us to choose from: a missing processor may be of it. */
    private void start(final String group, final List<JsonNode> components) {
        final ObjectNode body = scheduling(group, "RUNNING");
        final ObjectNode revisions = body.putObject("components");
        components.stream()
                .filter(entity -> !state(entity).equals("RUNNING"))
                .forEach(
                        entity ->
                                revisions.set(entity.path("id").asText(), entity.get("revision")));
        rest.put("/flow/process-groups/" + group, body);
    }

    private void addPorts(final String group, final List<JsonNode> components) {
        final String path = "/process-groups/" + group;
        components.addAll(Components.each(rest.get(path + "/input-ports").path("inputPorts")));
        components.addAll(Components.each(rest.get(path + "/output-ports").path("outputPorts")));
        Components.each(rest.get(path + "/process-groups").path("processGroups"))
                .forEach(inner -> addPorts(inner.path("id").asText(), components));
    }

    /** Stops everything in the group, and waits until no thread is at work. */
    public void stop(final String group) {
        schedule(group, "STOPPED");
        rest.await(
                processorsPath(group),
                TIMEOUT,
                answer ->
                        Components.each(answer.path("processors")).stream()
                                .allMatch(ProcessGroups::isAtRest),
                "all processors stopped");
    }

    /** Deletes a stopped group whose queues are empty. */
    public void delete(final String group) {
        rest.deleteEntity("/process-groups/" + group);
    }

    private void schedule(final String group, final String state) {
        rest.put("/flow/process-groups/" + group, scheduling(group, state));
    }

    private static ObjectNode scheduling(final String group, final String state) {
        return Rest.object()
                .put("id", group)
                .put("state", state)
                .put("disconnectedNodeAcknowledged", false);
    }

    private void awaitValidated(final String group) {
        rest.await(
                processorsPath(group),
                TIMEOUT,
                answer ->
                        Components.each(answer.path("processors")).stream()
                                .noneMatch(
                                        entity ->
                                                entity.path("component")
                                                        .path("validationStatus")
                                                        .asText()
                                                        .equals("VALIDATING")),
                "all processors validated");
    }

    private List<JsonNode> processors(final String group) {
        return Components.each(rest.get(processorsPath(group)).path("processors"));
    }

    private static String processorsPath(final String group) {
        return "/process-groups/" + group + "/processors?includeDescendantGroups=true";
    }

    private static String type(final JsonNode entity) {
        return entity.path("component").path("type").asText();
    }

    private static String state(final JsonNode entity) {
        return entity.path("component").path("state").asText();
    }

    private static boolean isUnfit(final JsonNode entity) {
        final JsonNode component = entity.path("component");
        return component.path("extensionMissing").asBoolean()
                || component.path("validationStatus").asText().equals("INVALID");
    }

    private static boolean isAtRest(final JsonNode entity) {
        return !state(entity).equals("RUNNING")
                && entity.path("status").path("aggregateSnapshot").path("activeThreadCount").asInt()
                        == 0;
    }

    private static String faults(final List<JsonNode> entities) {
        return entities.stream().map(Components::faults).collect(Collectors.joining("\n"));
    }
}
