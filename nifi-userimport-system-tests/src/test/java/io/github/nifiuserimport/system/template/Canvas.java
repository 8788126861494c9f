// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.Rest;
import java.util.List;
import java.util.Map;

/**
 * A group's canvas, on which components are placed where a person would. Sizes are in the canvas'
 * own units.
 */
final class Canvas {

    /** The package of NiFi's standard processors. */
    static final String STANDARD = "org.apache.nifi.processors.standard.";

    /** Our own package. */
    static final String OURS = "io.github.nifiuserimport.";

    private static final double PROCESSOR_WIDTH = 352;
    private static final double PROCESSOR_HEIGHT = 128;

    private final NifiClient nifi;
    private final String group;

    private Canvas(final NifiClient nifi, final String group) {
        this.nifi = nifi;
        this.group = group;
    }

    /** The canvas of a new group of the root group. */
    static Canvas ofNewGroup(final NifiClient nifi, final String name) {
        return new Canvas(nifi, nifi.groups().create(nifi.groups().root(), name, Position.ORIGIN));
    }

    /** The group's id. */
    String group() {
        return group;
    }

    /** The canvas of a new group in this one, with the same parameters. */
    Canvas group(final String name, final double x, final double y) {
        final Canvas inner =
                new Canvas(nifi, nifi.groups().create(group, name, new Position(x, y)));
        nifi.groups()
                .parameterContext(group)
                .ifPresent(context -> nifi.groups().useParameterContext(inner.group, context));
        return inner;
    }

    /** Lets a FlowFile in only when all that came of the one before has left. */
    void takeOneFlowFileAtATime() {
        nifi.groups().takeOneFlowFileAtATime(group);
    }

    /** The way into this group from the one around it. */
    End inputPort(final String name, final double x, final double y) {
        return End.inputPort(
                nifi.connections().createInputPort(group, name, new Position(x, y)), group);
    }

    /** A way out of this group to the one around it. */
    End outputPort(final String name, final double x, final double y) {
        return End.outputPort(
                nifi.connections().createOutputPort(group, name, new Position(x, y)), group);
    }

    /** Gives the group a parameter context of its own, which inherits that of the database. */
    void parameters(final String name, final String description, final List<Parameter> parameters) {
        nifi.groups()
                .useParameterContext(
                        group,
                        nifi.parameters()
                                .create(
                                        name,
                                        description,
                                        parameters,
                                        List.of(ImportParameters.database(nifi))));
    }

    String service(final String type, final String name, final Map<String, String> properties) {
        return nifi.services().create(group, type, name, properties);
    }

    String processor(
            final String type,
            final String name,
            final double x,
            final double y,
            final ProcessorConfig config) {
        return nifi.processors().create(group, type, name, new Position(x, y), config);
    }

    /** Has a processor stay as it is when the group is started, until a person enables it. */
    void disable(final String processor) {
        nifi.processors().disable(processor);
    }

    void connect(final String source, final String target, final String... relationships) {
        connect(End.processor(source), End.processor(target), relationships);
    }

    /** Connects two components, and returns the connection's id. */
    String connect(final End source, final End target, final String... relationships) {
        return nifi.connections().create(group, source, target, List.of(relationships), List.of());
    }

    /**
     * Connects two components by a queue that holds so many FlowFiles at most and keeps their
     * order: files that say different things of one user are imported as they came.
     */
    void queue(final End source, final End target, final int limit, final String... relationships) {
        final String connection = connect(source, target, relationships);
        nifi.connections().limit(connection, limit);
        nifi.connections().keepOrder(connection);
    }

    /** Connects two components by a queue that is spread over the nodes of a cluster. */
    void spreadQueue(final End source, final End target) {
        nifi.connections().spread(connect(source, target));
    }

    /** Connects a processor with itself, drawn beside it; the name stands on the second bend. */
    void loopBeside(
            final String processor, final double x, final double y, final String... relationships) {
        final double right = x + PROCESSOR_WIDTH + 170;
        loop(processor, new Position(right, y + 10), new Position(right, y + 90), relationships);
    }

    /** Connects a processor with itself, drawn under it. */
    void loopBelow(
            final String processor, final double x, final double y, final String... relationships) {
        final double below = y + PROCESSOR_HEIGHT + 70;
        final double middle = x + PROCESSOR_WIDTH / 2;
        loop(
                processor,
                new Position(middle - 150, below),
                new Position(middle, below),
                relationships);
    }

    /**
     * Connects two processors by a line that goes sideways to where the target is, and from there
     * up or down to it; the name stands on the corner.
     *
     * @param targetX where the target is
     * @param sourceY where the source is
     */
    void connectAroundCorner(
            final String source,
            final String target,
            final double targetX,
            final double sourceY,
            final String... relationships) {
        connectAroundCorner(
                End.processor(source),
                End.processor(target),
                targetX,
                sourceY + PROCESSOR_HEIGHT / 2,
                relationships);
    }

    /**
     * The same from any component.
     *
     * @param targetX where the target, a processor, is
     * @param lineY where the line goes sideways
     */
    void connectAroundCorner(
            final End source,
            final End target,
            final double targetX,
            final double lineY,
            final String... relationships) {
        connectBy(
                List.of(new Position(targetX + PROCESSOR_WIDTH / 2, lineY)),
                source,
                target,
                relationships);
    }

    /** Connects two components by a line that bends there; the name stands on the second bend. */
    void connectBy(
            final List<Position> bends,
            final End source,
            final End target,
            final String... relationships) {
        nifi.connections().create(group, source, target, List.of(relationships), bends);
    }

    private void loop(
            final String processor,
            final Position first,
            final Position second,
            final String... relationships) {
        connectBy(
                List.of(first, second),
                End.processor(processor),
                End.processor(processor),
                relationships);
    }

    /** Places a text. NiFi does not show a line that begins with a space. */
    void label(
            final String text,
            final double x,
            final double y,
            final double width,
            final double height) {
        final ObjectNode entity = Rest.object();
        entity.putObject("revision").put("version", 0);
        final ObjectNode label =
                entity.putObject("component")
                        .put("label", text.strip())
                        .put("width", width)
                        .put("height", height);
        label.putObject("position").put("x", x).put("y", y);
        label.putObject("style").put("font-size", "14px").put("background-color", "#fff7d7");
        nifi.rest().post("/process-groups/" + group + "/labels", entity);
    }
}
