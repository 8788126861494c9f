// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import io.github.nifiuserimport.profile.FieldOperations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes the changes that a job made of one row back, among those that others made since. From the
 * last one to the first, each field goes back to what it was before, unless it is not any more what
 * the change left. Of numbers that were added to, what was added is taken off, and of sets the
 * elements that were added are taken out, if others since did nothing else than add or take off.
 */
public final class FieldReversal {

    /** Hears of a field that stays as it is. */
    public interface Keeping {
        /**
         * @param path names from the outermost to the field's
         * @param changedBy id of the job that changed it since; null where none did
         */
        void keep(List<String> path, Object before, Object now, String changedBy);
    }

    private final List<RowChange> changes;
    private final Keeping keeping;

    /**
     * @param changes of the row, the first one of the job's own at the front, in their order. One
     *     that an undo has taken back already, which was then cut off for good, has two that even
     *     out
     */
    public FieldReversal(final List<RowChange> changes, final Keeping keeping) {
        this.changes = List.copyOf(changes);
        this.keeping = keeping;
    }

    /**
     * Works it out.
     *
     * @param present the row's fields now; null where it is no more
     * @return the fields that it is to have; null where it is to stay away
     */
    public Map<String, Object> of(final Map<String, Object> present) {
        Map<String, Object> now = present;
        for (int at = changes.size() - 1; at >= 0; at--) {
            final RowChange change = changes.get(at);
            if (!change.own()) {
                continue;
            }
            if (change.after() == null) {
                if (now == null && !goneSince(at)) {
                    now = change.before();
                }
            } else if (now != null) {
                now = fields(at, List.of(), change.before(), change.after(), now);
            }
        }
        if (now == null) {
            final RowChange first = changes.getFirst();
            keeping.keep(List.of(), first.before(), null, changedBy(0, List.of()));
        }
        return now;
    }

    /** Whether somebody else has removed it after that change. */
    private boolean goneSince(final int at) {
        return changes.subList(at + 1, changes.size()).stream()
                .anyMatch(change -> change.byOthers() && change.after() == null);
    }

    private Map<String, Object> fields(
            final int at,
            final List<String> path,
            final Map<String, Object> before,
            final Map<String, Object> after,
            final Map<String, Object> now) {
        final Map<String, Object> result = new LinkedHashMap<>(now);
        final Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (final String name : names) {
            final Object was = before.get(name);
            final Object became = after.get(name);
            if (Objects.equals(was, became)) {
                continue;
            }
            final List<String> inner = new ArrayList<>(path);
            inner.add(name);
            final Object value = value(at, inner, was, became, now.get(name));
            if (value == null) {
                result.remove(name);
            } else {
                result.put(name, value);
            }
        }
        return result;
    }

    private Object value(
            final int at,
            final List<String> path,
            final Object before,
            final Object after,
            final Object now) {
        if (Objects.equals(now, after)) {
            return before;
        }
        if (now instanceof Map && isObjectOrNone(before) && isObjectOrNone(after)) {
            final Map<String, Object> rest =
                    fields(at, path, object(before), object(after), object(now));
            return rest.isEmpty() && before == null ? null : rest;
        }
        final String operation = operation(changes.get(at), path);
        if (FieldOperations.INCREMENT.equals(operation)
                && isNumberOrNone(before)
                && isNumberOrNone(after)
                && now instanceof Number
                && othersOnly(at, path, operation)) {
            return whole(number(now).subtract(number(after).subtract(number(before))));
        }
        if (FieldOperations.ELEMENTS.equals(operation)
                && isListOrNone(before)
                && isListOrNone(after)
                && isListOrNone(now)
                && othersOnly(at, path, operation)) {
            return elements(list(before), list(after), list(now), before == null);
        }
        if (!Objects.equals(now, before)) {
            keeping.keep(path, before, now, changedBy(at, path));
        }
        return now;
    }

    private static Object elements(
            final List<?> before, final List<?> after, final List<?> now, final boolean mayGo) {
        final List<Object> rest = new ArrayList<>();
        for (final Object each : now) {
            if (before.contains(each) || !after.contains(each)) {
                rest.add(each);
            }
        }
        for (final Object each : before) {
            if (!after.contains(each) && !rest.contains(each)) {
                rest.add(each);
            }
        }
        return rest.isEmpty() && mayGo ? null : rest;
    }

    /** Whether everybody else who changed the field since did nothing else to it. */
    private boolean othersOnly(final int at, final List<String> path, final String operation) {
        for (final RowChange change : changes.subList(at + 1, changes.size())) {
            if (change.byOthers()
                    && changes(change, path)
                    && !operation.equals(operation(change, path))) {
                return false;
            }
        }
        return true;
    }

    /** The job of the last one of the others that changed the field; null where that was none. */
    private String changedBy(final int at, final List<String> path) {
        for (int later = changes.size() - 1; later > at; later--) {
            final RowChange change = changes.get(later);
            if (change.byOthers() && changes(change, path)) {
                return change.job();
            }
        }
        return null;
    }

    private static boolean changes(final RowChange change, final List<String> path) {
        return !Objects.equals(at(change.before(), path), at(change.after(), path));
    }

    private static Object at(final Object fields, final List<String> path) {
        Object value = fields;
        for (final String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static String operation(final RowChange change, final List<String> path) {
        return at(change.operations(), path) instanceof String operation ? operation : null;
    }

    private static boolean isObjectOrNone(final Object value) {
        return value == null || value instanceof Map;
    }

    private static boolean isNumberOrNone(final Object value) {
        return value == null || value instanceof Number;
    }

    private static boolean isListOrNone(final Object value) {
        return value == null || value instanceof List;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(final Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<?> list(final Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static BigDecimal number(final Object value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    private static Number whole(final BigDecimal number) {
        final BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() > 0) {
            return plain;
        }
        final BigInteger whole = plain.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }
}
