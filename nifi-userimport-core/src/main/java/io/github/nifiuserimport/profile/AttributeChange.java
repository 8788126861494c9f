// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a row does to one attribute. Changes compose, so that a user who has many rows in a batch is
 * written once: {@code a.then(b).apply(v)} equals {@code b.apply(a.apply(v))} for every value
 * {@code v}. Values are String, Long, BigInteger, BigDecimal, Boolean, List and Map; null is "no
 * value".
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
    default AttributeChange then(final AttributeChange later) {
        return switch (later) {
            case Assign assign -> assign;
            case Clear clear -> clear;
            case Sequence sequence -> Sequence.of(this, sequence);
            default -> Sequence.of(this, later);
        };
    }

    /** Whether there are values that are of no fit type for it, and are left as they are. */
    default boolean mayNotFit() {
        return false;
    }

    /**
     * Names what of the change leaves a value as it is, since that is of no fit type.
     *
     * @param name of what is changed; fields of it are named behind a dot
     * @param value the present value, null when the profile has none
     */
    default void unfit(final String name, final Object value, final Consumer<String> unfit) {
        // Most changes do not care what there was.
    }

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
            return ofValue(later.apply(value));
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
            return ofValue(later.apply(null));
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
        public boolean mayNotFit() {
            return anyMayNotFit(fields.values());
        }

        @Override
        public void unfit(final String name, final Object value, final Consumer<String> unfit) {
            final Map<?, ?> object = value instanceof Map<?, ?> present ? present : Map.of();
            fields.forEach(
                    (field, change) -> change.unfit(name + '.' + field, object.get(field), unfit));
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return later instanceof Merge merge
                    ? new Merge(compose(fields, merge.fields))
                    : AttributeChange.super.then(later);
        }
    }

    /**
     * Adds to a number; no value counts as 0, and a value that is no fit number is left as it is.
     *
     * @param amount may be negative
     * @param wholeOnly whether only whole numbers are added to (Leanplum's {@code
     *     userAttributeValuesToIncrement}), or decimals too
     */
    record Increment(BigDecimal amount, boolean wholeOnly) implements AttributeChange {

        @Override
        public Object apply(final Object present) {
            if (present == null) {
                return number(amount);
            }
            return fits(present) ? number(decimal(present).add(amount)) : present;
        }

        @Override
        public boolean mayNotFit() {
            return true;
        }

        @Override
        public void unfit(final String name, final Object value, final Consumer<String> unfit) {
            if (!fits(value)) {
                unfit.accept(name);
            }
        }

        private boolean fits(final Object value) {
            return value == null
                    || value instanceof Long
                    || value instanceof BigInteger
                    || value instanceof BigDecimal && !wholeOnly;
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return later instanceof Increment other && other.wholeOnly == wholeOnly
                    ? new Increment(amount.add(other.amount), wholeOnly)
                    : AttributeChange.super.then(later);
        }

        private static BigDecimal decimal(final Object value) {
            return switch (value) {
                case Long number -> BigDecimal.valueOf(number);
                case BigInteger number -> new BigDecimal(number);
                default -> (BigDecimal) value;
            };
        }

        /** One form for one number, however it came about: no trailing zeros, whole ones whole. */
        private static Object number(final BigDecimal value) {
            final BigDecimal stripped = value.stripTrailingZeros();
            if (stripped.scale() > 0) {
                return stripped;
            }
            final BigInteger whole = stripped.toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        }
    }

    /** What {@link Elements} does with one element. */
    enum Membership {
        /** Put at the end, unless it is there. */
        IN,
        /** Taken out. */
        OUT,
        /** Taken out, then put at the end: an {@link #OUT} and a later {@link #IN} as one. */
        ANEW
    }

    /**
     * Adds elements to a set, and removes others from it. A set is a list; its order is kept. A
     * single value counts as a set of one, and a set that becomes empty is no value.
     *
     * @param members what to do by element, additions in the order in which they are put
     */
    record Elements(Map<Object, Membership> members) implements AttributeChange {

        /** Adds values, as many of them as are not in the set. */
        public static Elements adding(final List<?> values) {
            return of(values, Membership.IN);
        }

        /** Takes values out of the set. */
        public static Elements removing(final List<?> values) {
            return of(values, Membership.OUT);
        }

        private static Elements of(final List<?> values, final Membership membership) {
            final Map<Object, Membership> members = new LinkedHashMap<>();
            values.forEach(value -> members.put(value, membership));
            return new Elements(members);
        }

        @Override
        public Object apply(final Object present) {
            final List<Object> set =
                    present == null
                            ? new ArrayList<>()
                            : present instanceof List<?> list
                                    ? new ArrayList<>(list)
                                    : new ArrayList<>(List.of(present));
            set.removeIf(
                    element -> {
                        final Membership membership = members.get(element);
                        return membership != null && membership != Membership.IN;
                    });
            final Set<Object> known = new HashSet<>(set);
            members.forEach(
                    (element, membership) -> {
                        if (membership != Membership.OUT && known.add(element)) {
                            set.add(element);
                        }
                    });
            return set.isEmpty() ? null : set;
        }

        /** Elements then elements are elements; see {@link #then(AttributeChange)}. */
        public Elements then(final Elements later) {
            final Map<Object, Membership> composed = new LinkedHashMap<>(members);
            later.members.forEach(
                    (element, membership) -> {
                        final Membership before = members.get(element);
                        if (membership == Membership.IN
                                && (before == Membership.IN || before == Membership.ANEW)) {
                            return;
                        }
                        // To the end: that is where the later change puts it.
                        composed.remove(element);
                        composed.put(
                                element,
                                membership == Membership.IN && before == Membership.OUT
                                        ? Membership.ANEW
                                        : membership);
                    });
            return new Elements(composed);
        }

        @Override
        public AttributeChange then(final AttributeChange later) {
            return later instanceof Elements other
                    ? then(other)
                    : AttributeChange.super.then(later);
        }
    }

    /**
     * Changes of different kinds, one after the other: what they do together is no one change.
     *
     * @param changes at least two
     */
    record Sequence(List<AttributeChange> changes) implements AttributeChange {

        static Sequence of(final AttributeChange first, final AttributeChange later) {
            final List<AttributeChange> all = new ArrayList<>();
            for (final AttributeChange part : List.of(first, later)) {
                if (part instanceof Sequence sequence) {
                    all.addAll(sequence.changes);
                } else {
                    all.add(part);
                }
            }
            return new Sequence(List.copyOf(all));
        }

        @Override
        public boolean mayNotFit() {
            return anyMayNotFit(changes);
        }

        @Override
        public void unfit(final String name, final Object present, final Consumer<String> unfit) {
            Object value = present;
            for (final AttributeChange change : changes) {
                change.unfit(name, value, unfit);
                value = change.apply(value);
            }
        }

        @Override
        public Object apply(final Object present) {
            Object value = present;
            for (final AttributeChange change : changes) {
                value = change.apply(value);
            }
            return value;
        }
    }

    /** Changes by name, then other changes by name, as one. */
    static Map<String, AttributeChange> compose(
            final Map<String, AttributeChange> first, final Map<String, AttributeChange> later) {
        if (first.isEmpty() || later.isEmpty()) {
            return first.isEmpty() ? later : first;
        }
        final Map<String, AttributeChange> composed = new LinkedHashMap<>(first);
        later.forEach((name, change) -> composed.merge(name, change, AttributeChange::then));
        return composed;
    }

    /**
     * The same, each change still told apart from the one before it, so that {@link #unfit} knows
     * whether it fits what that one leaves.
     */
    static Map<String, AttributeChange> inOrder(
            final Map<String, AttributeChange> first, final Map<String, AttributeChange> later) {
        final Map<String, AttributeChange> ordered = new LinkedHashMap<>(first);
        later.forEach((name, change) -> ordered.merge(name, change, Sequence::of));
        return ordered;
    }

    /** Whether one of them may meet a value of no fit type. */
    static boolean anyMayNotFit(final Collection<AttributeChange> changes) {
        for (final AttributeChange change : changes) {
            // Nearly all are of this kind, and are told by it at once.
            if (!(change instanceof Assign) && change.mayNotFit()) {
                return true;
            }
        }
        return false;
    }

    private static AttributeChange ofValue(final Object value) {
        return value == null ? new Clear() : new Assign(value);
    }
}
