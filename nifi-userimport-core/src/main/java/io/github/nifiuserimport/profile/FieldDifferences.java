// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds in what two states of a user differ, field by field. Fields are named {@code userId},
 * {@code email}, {@code attributes.NAME}, a {@link SystemField} by its name, {@code
 * events.NAME.count} and {@code states.NAME.count} (or another field of a total), {@code tags},
 * {@code unsubscribedChannels}, {@code unsubscribedCategories}, {@code created}, {@code
 * lastActive}. An attribute that is an object is one value.
 */
public final class FieldDifferences {

    private final List<FieldChange> found = new ArrayList<>();

    /**
     * What is told of a user who is gone, instead of each field.
     *
     * @param userId or null
     * @param email by which the user was known who has no id; or null
     * @param mergedInto whom the user has become; or null
     */
    public static List<FieldChange> gone(
            final String userId, final String email, final String mergedInto) {
        return new FieldDifferences()
                .value(FieldChange.USER_ID, userId, null)
                .value("email", userId == null ? email : null, null)
                .value(FieldChange.MERGED_INTO, null, mergedInto)
                .found();
    }

    /** Compares a value; null is none. */
    public FieldDifferences value(final String field, final Object before, final Object after) {
        if (!Objects.equals(before, after)) {
            found.add(new FieldChange(field, before, after));
        }
        return this;
    }

    /** Compares a time, which is told in ISO 8601. */
    public FieldDifferences time(final String field, final Instant before, final Instant after) {
        return value(field, text(before), text(after));
    }

    private static String text(final Instant time) {
        return time == null ? null : time.toString();
    }

    /** Compares a set, which is a list; an empty one is none. */
    public FieldDifferences set(
            final String field, final List<Object> before, final List<Object> after) {
        return value(field, before.isEmpty() ? null : before, after.isEmpty() ? null : after);
    }

    /**
     * Compares each field of an object.
     *
     * @param prefix what stands before the names of its fields
     */
    public FieldDifferences fields(
            final String prefix,
            final Map<String, Object> before,
            final Map<String, Object> after) {
        before.forEach((name, value) -> value(prefix + name, value, after.get(name)));
        after.forEach(
                (name, value) -> {
                    if (!before.containsKey(name)) {
                        value(prefix + name, null, value);
                    }
                });
        return this;
    }

    /** Compares each field of each object in an object: totals of events, or of states. */
    public FieldDifferences totals(
            final String prefix,
            final Map<String, Object> before,
            final Map<String, Object> after) {
        before.forEach((name, total) -> total(prefix + name, total, after.get(name)));
        after.forEach(
                (name, total) -> {
                    if (!before.containsKey(name)) {
                        total(prefix + name, null, total);
                    }
                });
        return this;
    }

    private void total(final String name, final Object before, final Object after) {
        fields(name + '.', object(before), object(after));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(final Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** What differs, in the order in which it was compared. */
    public List<FieldChange> found() {
        return List.copyOf(found);
    }
}
