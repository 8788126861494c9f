// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user, in maps and lists. */
final class PlainProfile {

    String userId;
    String email;
    Map<String, Object> attributes = new LinkedHashMap<>();
    Map<String, Object> system = new LinkedHashMap<>();
    Map<String, Object> events = new LinkedHashMap<>();
    Map<String, Object> states = new LinkedHashMap<>();
    List<Object> tags = new ArrayList<>();
    List<Object> channels = new ArrayList<>();
    List<Object> categories = new ArrayList<>();
    Map<String, Map<String, Object>> devices = new LinkedHashMap<>();
    Instant created;
    Instant lastActive;

    /** JSON Merge Patch, RFC 7396. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> merge(final Object target, final Map<String, Object> patch) {
        final Map<String, Object> merged =
                target instanceof Map<?, ?> object
                        ? new LinkedHashMap<>((Map<String, Object>) object)
                        : new LinkedHashMap<>();
        patch.forEach(
                (name, value) -> {
                    if (value == null) {
                        merged.remove(name);
                    } else if (value instanceof Map<?, ?> object) {
                        merged.put(name, merge(merged.get(name), (Map<String, Object>) object));
                    } else {
                        merged.put(name, value);
                    }
                });
        return merged;
    }

    /** A set with elements added at its end; what is no list is a set of one. */
    static Object add(final Object present, final List<?> elements) {
        final List<Object> set = set(present);
        for (final Object element : elements) {
            if (!set.contains(element)) {
                set.add(element);
            }
        }
        return set.isEmpty() ? null : set;
    }

    /** A set without elements; null when none is left. */
    static Object remove(final Object present, final List<?> elements) {
        final List<Object> set = set(present);
        set.removeIf(elements::contains);
        return set.isEmpty() ? null : set;
    }

    private static List<Object> set(final Object present) {
        if (present == null) {
            return new ArrayList<>();
        }
        return new ArrayList<>(present instanceof List<?> list ? list : List.of(present));
    }

    @SuppressWarnings("unchecked")
    static List<Object> orEmpty(final Object set) {
        return set == null ? new ArrayList<>() : (List<Object>) set;
    }

    /** What another profile of the same user has, where this one has it not; counts add up. */
    void takeOver(final PlainProfile gone) {
        if (email == null) {
            email = gone.email;
        }
        gone.attributes.forEach(attributes::putIfAbsent);
        gone.system.forEach(system::putIfAbsent);
        takeOverTotals(events, gone.events);
        takeOverTotals(states, gone.states);
        tags = orEmpty(add(tags, gone.tags));
        channels = orEmpty(add(channels, gone.channels));
        categories = orEmpty(add(categories, gone.categories));
        gone.devices.forEach(
                (id, attributesOfIt) -> {
                    final Map<String, Object> all = new LinkedHashMap<>(attributesOfIt);
                    all.putAll(devices.getOrDefault(id, Map.of()));
                    devices.put(id, all);
                });
        if (created == null || gone.created != null && gone.created.isBefore(created)) {
            created = gone.created;
        }
        if (lastActive == null || gone.lastActive != null && gone.lastActive.isAfter(lastActive)) {
            lastActive = gone.lastActive;
        }
    }

    @SuppressWarnings("unchecked")
    private static void takeOverTotals(
            final Map<String, Object> stays, final Map<String, Object> gone) {
        gone.forEach(
                (name, total) -> {
                    final Map<String, Object> both =
                            new LinkedHashMap<>(
                                    (Map<String, Object>) stays.getOrDefault(name, Map.of()));
                    ((Map<String, Object>) total)
                            .forEach((field, value) -> both.merge(field, value, both(field)));
                    stays.put(name, both);
                });
    }

    private static java.util.function.BinaryOperator<Object> both(final String field) {
        return (one, other) ->
                switch (field) {
                    case "firstTime" ->
                            Instant.parse(one.toString()).isBefore(Instant.parse(other.toString()))
                                    ? one
                                    : other;
                    case "lastTime" ->
                            Instant.parse(one.toString()).isAfter(Instant.parse(other.toString()))
                                    ? one
                                    : other;
                    default -> PlainValue.sum((BigDecimal) one, (BigDecimal) other);
                };
    }
}
