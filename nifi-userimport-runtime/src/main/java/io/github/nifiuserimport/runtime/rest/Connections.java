// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Connections between components. */
public final class Connections {

    private final Rest rest;

    Connections(final Rest rest) {
        this.rest = rest;
    }

    /**
     * An end of a connection.
     *
     * @param group that it is in; null for the group of the connection
     */
    public record End(String id, String type, String group) {

        public static End processor(final String id) {
            return new End(id, "PROCESSOR", null);
        }

        public static End funnel(final String id) {
            return new End(id, "FUNNEL", null);
        }

        /** The way into a group: from the group around it as a target, inside it as a source. */
        public static End inputPort(final String id, final String group) {
            return new End(id, "INPUT_PORT", group);
        }

        /** A way out of a group: inside it as a target, from the group around it as a source. */
        public static End outputPort(final String id, final String group) {
            return new End(id, "OUTPUT_PORT", group);
        }
    }

    /** Connects two processors of a group, and returns the connection's id. */
    public String create(
            final String group,
            final String source,
            final String destination,
            final String... relationships) {
        return create(
                group,
                End.processor(source),
                End.processor(destination),
                List.of(relationships),
                List.of());
    }

    /**
     * Connects two components of a group, and returns the connection's id.
     *
     * @param bends where the line bends, from the source on
     */
    public String create(
            final String group,
            final End source,
            final End destination,
            final List<String> relationships,
            final List<Position> bends) {
        final ObjectNode entity = rest.newEntity();
        final ObjectNode component = entity.putObject("component");
        put(component.putObject("source"), group, source);
        put(component.putObject("destination"), group, destination);
        final ArrayNode selected = component.putArray("selectedRelationships");
        relationships.forEach(selected::add);
        final ArrayNode bendArray = component.putArray("bends");
        bends.forEach(bend -> bendArray.addObject().put("x", bend.x()).put("y", bend.y()));
        return rest.post("/process-groups/" + group + "/connections", entity).path("id").asText();
    }

    /** Stops what feeds a connection while so many FlowFiles are in it or in work behind it. */
    public void limit(final String connection, final int flowFiles) {
        update(connection, component -> component.put("backPressureObjectThreshold", flowFiles));
    }

    /** Hands out what is in a connection in the order it came, which NiFi does not by itself. */
    public void keepOrder(final String connection) {
        update(
                connection,
                component ->
                        component
                                .putArray("prioritizers")
                                .add("org.apache.nifi.prioritizer.FirstInFirstOutPrioritizer"));
    }

    /** Spreads what is in a connection evenly over the nodes of a cluster. */
    public void spread(final String connection) {
        update(connection, component -> component.put("loadBalanceStrategy", "ROUND_ROBIN"));
    }

    private void update(final String connection, final Consumer<ObjectNode> change) {
        final String path = "/connections/" + connection;
        rest.update(
                path,
                path,
                body -> change.accept(body.putObject("component").put("id", connection)));
    }

    /** Makes a funnel, where FlowFiles can wait for ever, and returns its id. */
    public String createFunnel(final String group, final Position position) {
        final ObjectNode entity = rest.newEntity();
        position.putInto(entity.putObject("component"));
        return rest.post("/process-groups/" + group + "/funnels", entity).path("id").asText();
    }

    /** Makes the way into a group from the group around it, and returns the port's id. */
    public String createInputPort(final String group, final String name, final Position position) {
        return createPort(group, "input-ports", name, position);
    }

    /** Makes a way out of a group to the group around it, and returns the port's id. */
    public String createOutputPort(final String group, final String name, final Position position) {
        return createPort(group, "output-ports", name, position);
    }

    private String createPort(
            final String group, final String kind, final String name, final Position position) {
        final ObjectNode entity = rest.newEntity();
        position.putInto(entity.putObject("component").put("name", name));
        return rest.post("/process-groups/" + group + "/" + kind, entity).path("id").asText();
    }

    /** The connections of a group and of those inside it, with what waits in them. */
    public List<ConnectionStatus> statuses(final String group) {
        final List<ConnectionStatus> statuses = new ArrayList<>();
        GroupStatus.each(
                rest,
                group,
                "connectionStatusSnapshots",
                "connectionStatusSnapshot",
                snapshot ->
                        statuses.add(
                                new ConnectionStatus(
                                        snapshot.path("id").asText(),
                                        snapshot.path("name").asText(),
                                        snapshot.path("sourceName").asText(),
                                        snapshot.path("destinationName").asText(),
                                        snapshot.path("flowFilesQueued").asInt(),
                                        snapshot.path("bytesQueued").asLong())));
        return statuses;
    }

    /** The connection out of a component by the name of a relationship. */
    public Optional<ConnectionStatus> find(
            final String group, final String sourceName, final String relationship) {
        return statuses(group).stream()
                .filter(connection -> connection.sourceName().equals(sourceName))
                .filter(connection -> List.of(connection.name().split(", ")).contains(relationship))
                .findFirst();
    }

    /** Deletes a connection with an empty queue. */
    public void delete(final String connection) {
        rest.deleteEntity("/connections/" + connection);
    }

    private static void put(final ObjectNode node, final String group, final End end) {
        node.put("id", end.id())
                .put("groupId", end.group() == null ? group : end.group())
                .put("type", end.type());
    }
}
