// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row does to one attribute. Changes compose, so that a user who has many rows in a batch is
 * written once: {@code compose(a, b).apply(v)} equals {@code b.apply(a.apply(v))} for every value
 * {@code v}. Values are String, Long, BigDecimal, Boolean, List and Map; null is "no value".
 *
 * <p>{@link Merge} follows RFC 7396 (JSON Merge Patch): over a value that is no object it starts
 * from an empty one.
 */
public sealed interface AttributeChange {

    /**
     * The value after the change.
     *
     * @param value the present value, null when the profile has none; never modified
     * @return null when there is no value after it
     */
    Object apply(Object value);

    /** This change, then the other, as one. */
    AttributeChange then(AttributeChange later);

    /**
     * Sets a value, whatever there was.
     *
     * @param value not null; {@link Clear} takes values away
     */
    record Assign(Object value) implements AttributeChange {

        @Override
        public Object apply(final Object present) {
            return value;
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return switch (later) {
                case Assign assign -> assign;
                case Clear clear -> clear;
                case Merge merge -> new Assign(merge.apply(value));
            };
        }
    }

    /** Takes the value away. */
    record Clear() implements AttributeChange {

        @Override
        public Object apply(final Object present) {
            return null;
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return switch (later) {
                case Assign assign -> assign;
                case Clear clear -> clear;
                case Merge merge -> new Assign(merge.apply(null));
            };
        }
    }

    /**
     * Changes fields of an object and keeps its others.
     *
     * @param fields change by field name
     */
    record Merge(Map<String, AttributeChange> fields) implements AttributeChange {

        @Override
        public Object apply(final Object present) {
            final Map<String, Object> merged = new LinkedHashMap<>();
            if (present instanceof Map<?, ?> object) {
                object.forEach((name, value) -> merged.put((String) name, value));
            }
            fields.forEach(
                    (name, change) -> {
                        final Object value = change.apply(merged.get(name));
                        if (value == null) {
                            merged.remove(name);
                        } else {
                            merged.put(name, value);
                        }
                    });
            return merged;
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return switch (later) {
                case Assign assign -> assign;
                case Clear clear -> clear;
                case Merge merge -> new Merge(compose(fields, merge.fields));
            };
        }
    }

    /** Changes by name, then other changes by name, as one. */
    static Map<String, AttributeChange> compose(
            final Map<String, AttributeChange> first, final Map<String, AttributeChange> later) {
        final Map<String, AttributeChange> composed = new LinkedHashMap<>(first);
        later.forEach((name, change) -> composed.merge(name, change, AttributeChange::then));
        return composed;
    }
}
