// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** The status of a group and of all inside it. */
final class GroupStatus {

    private GroupStatus() {}

    /** Hands over the snapshots of one kind of component, of whatever depth. */
    static void each(
            final Rest rest,
            final String group,
            final String listField,
            final String field,
            final Consumer<JsonNode> consumer) {
        walk(
                rest.get("/flow/process-groups/" + group + "/status?recursive=true")
                        .path("processGroupStatus")
                        .path("aggregateSnapshot"),
                listField,
                field,
                consumer);
    }

    private static void walk(
            final JsonNode snapshot,
            final String listField,
            final String field,
            final Consumer<JsonNode> consumer) {
        snapshot.path(listField).forEach(entity -> consumer.accept(entity.path(field)));
        snapshot.path("processGroupStatusSnapshots")
                .forEach(
                        entity ->
                                walk(
                                        entity.path("processGroupStatusSnapshot"),
                                        listField,
                                        field,
                                        consumer));
    }
}
