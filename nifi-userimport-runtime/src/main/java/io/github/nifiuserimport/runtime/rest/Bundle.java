// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The NAR a component's type comes from. */
public record Bundle(String group, String artifact, String version) {

    static Bundle of(final JsonNode bundle) {
        return new Bundle(
                bundle.path("group").asText(),
                bundle.path("artifact").asText(),
                bundle.path("version").asText());
    }

    void putInto(final ObjectNode component) {
        component
                .putObject("bundle")
                .put("group", group)
                .put("artifact", artifact)
                .put("version", version);
    }

    /**
     * The NAR that has a type, when there is but one.
     *
     * @param path {@code /flow/processor-types} or {@code /flow/controller-service-types}
     * @param field of the answer that holds the types
     */
    static Bundle ofType(
            final Rest rest, final String path, final String field, final String type) {
        final var found =
                Components.each(rest.get(path + "?type=" + type).path(field)).stream()
                        .filter(node -> node.path("type").asText().equals(type))
                        .map(node -> of(node.path("bundle")))
                        .toList();
        if (found.size() != 1) {
            throw new RestException(
                    found.isEmpty()
                            ? "This NiFi has no " + type
                            : type + " is in more NARs than one: " + found);
        }
        return found.getFirst();
    }
}
