// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Controller services. */
public final class ControllerServices {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** How long a service may be invalid because another, that it uses, is not enabled yet. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Rest rest;

    ControllerServices(final Rest rest) {
        this.rest = rest;
    }

    /** Makes a service of the one NAR that has its type, and returns its id. */
    public String create(
            final String group,
            final String type,
            final String name,
            final Map<String, String> properties) {
        return create(
                group,
                Bundle.ofType(
                        rest, "/flow/controller-service-types", "controllerServiceTypes", type),
                type,
                name,
                properties);
    }

    /** Makes a service of that NAR, and returns its id. */
    public String create(
            final String group,
            final Bundle bundle,
            final String type,
            final String name,
            final Map<String, String> properties) {
        final ObjectNode entity = rest.newEntity();
        final ObjectNode component =
                entity.putObject("component").put("type", type).put("name", name);
        bundle.putInto(component);
        Components.putProperties(component, properties);
        return rest.post("/process-groups/" + group + "/controller-services", entity)
                .path("id")
                .asText();
    }

    /** The id of the service of that name in the group or in one inside it. */
    public Optional<String> find(final String group, final String name) {
        return list(group).stream()
                .filter(service -> service.path("component").path("name").asText().equals(name))
                .map(service -> service.path("id").asText())
                .findFirst();
    }

    /** The service as NiFi has it. */
    public JsonNode get(final String service) {
        return rest.get(path(service));
    }

    /** Sets some of the properties of a disabled service; a null takes one away. */
    public void configure(final String service, final Map<String, String> properties) {
        rest.update(
                path(service),
                path(service),
                body ->
                        Components.putProperties(
                                body.putObject("component").put("id", service), properties));
    }

    /** Enables one service, and waits until it is. */
    public void enable(final String service) {
        setState(service, "ENABLED");
        awaitState(() -> List.of(get(service)), "ENABLED");
    }

    /** Disables one service that nothing running uses, and waits until it is. */
    public void disable(final String service) {
        setState(service, "DISABLED");
        awaitState(() -> List.of(get(service)), "DISABLED");
    }

    /**
     * Enables all services of a group and of those inside it, and waits until they are.
     *
     * @throws RestException when one does not come up, naming each and why
     */
    public void enableAll(final String group) {
        enable(group, service -> true);
    }

    /**
     * The same for those of some types only; the others stay as they are.
     *
     * @throws RestException when one does not come up, naming each and why
     */
    public void enableAll(final String group, final Predicate<String> types) {
        enable(group, service -> types.test(type(service)));
    }

    private void enable(final String group, final Predicate<JsonNode> wanted) {
        final Supply services = () -> list(group).stream().filter(wanted).toList();
        awaitState(services, service -> !status(service).equals("VALIDATING"));
        setStates(group, "ENABLED", wanted);
        awaitState(services, "ENABLED");
    }

    /** Disables all services of a group whose processors are stopped. */
    public void disableAll(final String group) {
        setStates(group, "DISABLED", service -> true);
        awaitState(() -> list(group), "DISABLED");
    }

    /** Verifies the configuration of a disabled service with some properties changed. */
    public List<VerificationResult> verify(
            final String service, final Map<String, String> changed) {
        return Components.verify(
                rest,
                path(service),
                service,
                get(service).path("component").path("properties"),
                changed,
                Map.of());
    }

    /** Deletes a disabled service. */
    public void delete(final String service) {
        rest.deleteEntity(path(service));
    }

    private List<JsonNode> list(final String group) {
        return Components.each(
                rest.get(
                                "/flow/process-groups/"
                                        + group
                                        + "/controller-services?includeAncestorGroups=false&includeDescendantGroups=true")
                        .path("controllerServices"));
    }

    private void setState(final String service, final String state) {
        rest.update(path(service), path(service) + "/run-status", body -> body.put("state", state));
    }

    private void setStates(
            final String group, final String state, final Predicate<JsonNode> wanted) {
        final ObjectNode body =
                Rest.object()
                        .put("id", group)
                        .put("state", state)
                        .put("disconnectedNodeAcknowledged", false);
        final List<JsonNode> services = list(group);
        if (!services.stream().allMatch(wanted)) {
            // Without a choice NiFi takes all that can have the state.
            final ObjectNode components = body.putObject("components");
            services.stream()
                    .filter(wanted)
                    .filter(service -> !state(service).equals(state))
                    .forEach(
                            service ->
                                    components.set(
                                            service.path("id").asText(), service.get("revision")));
        }
        rest.put("/flow/process-groups/" + group + "/controller-services", body);
    }

    private void awaitState(final Supply services, final String state) {
        awaitState(services, service -> state(service).equals(state));
    }

    private void awaitState(final Supply services, final Predicate<JsonNode> wanted) {
        final Instant begin = Instant.now();
        final Instant deadline = begin.plus(TIMEOUT);
        while (true) {
            final List<JsonNode> others = services.get().stream().filter(wanted.negate()).toList();
            if (others.isEmpty()) {
                return;
            }
            final boolean atWork =
                    others.stream().anyMatch(service -> state(service).endsWith("ING"));
            if (Instant.now().isAfter(deadline)
                    || others.stream().anyMatch(this::isMissing)
                    || (!atWork
                            && Instant.now().isAfter(begin.plus(SETTLING))
                            && others.stream().anyMatch(this::isInvalid))) {
                throw new RestException(
                        "These services do not come up:\n"
                                + others.stream()
                                        .map(Components::faults)
                                        .collect(Collectors.joining("\n")));
            }
            Rest.pause();
        }
    }

    private boolean isMissing(final JsonNode service) {
        return service.path("component").path("extensionMissing").asBoolean();
    }

    private boolean isInvalid(final JsonNode service) {
        return status(service).equals("INVALID");
    }

    private static String state(final JsonNode service) {
        return service.path("component").path("state").asText();
    }

    private static String type(final JsonNode service) {
        return service.path("component").path("type").asText();
    }

    private static String status(final JsonNode service) {
        return service.path("component").path("validationStatus").asText();
    }

    private static String path(final String service) {
        return "/controller-services/" + service;
    }

    private interface Supply {
        List<JsonNode> get();
    }
}
