// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which fields of users some changes do not set, but add to or take from. What a field was before
 * and after does not tell, and it makes a difference to whoever takes the change back later: 3 that
 * were added are taken off what is there then, where 3 that was set is replaced by what was before,
 * or stays.
 */
public final class FieldOperations {

    /** A number was added to the field, or taken off it. */
    public static final String INCREMENT = "increment";

    /** Elements were added to the set that the field is, or taken out of it. */
    public static final String ELEMENTS = "elements";

    /** Also where one change adds to what another sets. */
    private static final String SET = "set";

    private FieldOperations() {}

    /**
     * Of each such field the operation, in objects by the fields' names: {@code {"attributes":
     * {"visits": "increment"}, "events": {"Purchase": {"count": "increment"}}, "tags":
     * "elements"}}. A field that is set by one of the changes, or to which they do different
     * things, is left out.
     */
    public static Map<String, Object> of(final Collection<UserChange> changes) {
        final Map<String, Object> found = new LinkedHashMap<>();
        for (final UserChange change : changes) {
            add(found, "attributes", new Merge(change.attributes()));
            add(found, "system", new Merge(change.system()));
            add(found, "events", new Merge(change.eventTotals()));
            add(found, "states", new Merge(change.stateTotals()));
            add(found, "tags", change.tags());
            add(found, "unsubscribedChannels", change.unsubscribedChannels());
            add(found, "unsubscribedCategories", change.unsubscribedCategories());
        }
        return withoutSet(found);
    }

    private static void add(
            final Map<String, Object> found, final String name, final AttributeChange change) {
        switch (change) {
            case null -> {
                // Nothing is done to this field.
            }
            case Merge merge -> addFields(found, name, merge);
            case Increment increment -> note(found, name, INCREMENT);
            case Elements elements -> note(found, name, ELEMENTS);
            default -> note(found, name, SET);
        }
    }

    @SuppressWarnings("unchecked")
    private static void addFields(
            final Map<String, Object> found, final String name, final Merge merge) {
        final Object present = found.computeIfAbsent(name, first -> new LinkedHashMap<>());
        if (present instanceof Map<?, ?> fields) {
            merge.fields().forEach((field, each) -> add((Map<String, Object>) fields, field, each));
        } else {
            found.put(name, SET);
        }
    }

    private static void note(
            final Map<String, Object> found, final String name, final String operation) {
        found.merge(name, operation, (one, other) -> one.equals(other) ? one : SET);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> withoutSet(final Map<String, Object> found) {
        final Map<String, Object> rest = new LinkedHashMap<>();
        found.forEach(
                (name, operation) -> {
                    final Object kept =
                            operation instanceof Map<?, ?> fields
                                    ? withoutSet((Map<String, Object>) fields)
                                    : operation;
                    if (!kept.equals(SET) && !kept.equals(Map.of())) {
                        rest.put(name, kept);
                    }
                });
        return rest;
    }
}
