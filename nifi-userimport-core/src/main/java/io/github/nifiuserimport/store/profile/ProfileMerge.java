// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Merges two profiles that turn out to be one user's: one of a device, and one of the user who has
 * signed in on it (docs/leanplum.md, "newUserId"). Leanplum says that such profiles are merged, not
 * how; these rules are ours:
 *
 * <ul>
 *   <li>Where both have a value, that of the profile that stays is kept.
 *   <li>Totals of events and states are added up; tags and unsubscriptions are united.
 *   <li>{@code created} is the earlier of the two times, {@code lastActive} the later.
 * </ul>
 */
final class ProfileMerge {

    private ProfileMerge() {}

    /**
     * The content of the two as one.
     *
     * @param gone of the profile that is deleted
     * @param stays of the profile that is kept
     */
    static WorkingProfile.Content of(
            final WorkingProfile.Content gone, final WorkingProfile.Content stays) {
        return stays.toBuilder()
                .email(stays.email() == null ? gone.email() : stays.email())
                .attributes(fill(gone.attributes(), stays.attributes()))
                .system(fill(gone.system(), stays.system()))
                .eventTotals(totals(gone.eventTotals(), stays.eventTotals()))
                .stateTotals(totals(gone.stateTotals(), stays.stateTotals()))
                .tags(union(gone.tags(), stays.tags()))
                .unsubscribedChannels(
                        union(gone.unsubscribedChannels(), stays.unsubscribedChannels()))
                .unsubscribedCategories(
                        union(gone.unsubscribedCategories(), stays.unsubscribedCategories()))
                .created(
                        pick(
                                gone.created(),
                                stays.created(),
                                (one, other) -> one.isBefore(other) ? one : other))
                .lastActive(
                        pick(
                                gone.lastActive(),
                                stays.lastActive(),
                                (one, other) -> one.isAfter(other) ? one : other))
                .build();
    }

    private static Map<String, Object> fill(
            final Map<String, Object> gone, final Map<String, Object> stays) {
        final Map<String, Object> both = new LinkedHashMap<>(stays);
        gone.forEach(both::putIfAbsent);
        return both;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> union(final List<Object> gone, final List<Object> stays) {
        final Object both = Elements.adding(gone).apply(stays);
        return both == null ? List.of() : (List<Object>) both;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> totals(
            final Map<String, Object> gone, final Map<String, Object> stays) {
        final Map<String, Object> both = new LinkedHashMap<>(stays);
        gone.forEach(
                (name, total) ->
                        both.merge(
                                name,
                                total,
                                (present, other) ->
                                        total(
                                                (Map<String, Object>) present,
                                                (Map<String, Object>) other)));
        return both;
    }

    private static Map<String, Object> total(
            final Map<String, Object> one, final Map<String, Object> other) {
        final Map<String, Object> both = new LinkedHashMap<>(one);
        other.forEach((field, value) -> both.merge(field, value, combine(field)));
        return both;
    }

    /** How two values of a field of a total become one. */
    private static BinaryOperator<Object> combine(final String field) {
        return switch (field) {
            case "firstTime" -> (one, other) -> time(one).compareTo(time(other)) <= 0 ? one : other;
            case "lastTime" -> (one, other) -> time(one).compareTo(time(other)) >= 0 ? one : other;
            // The count, and the value.
            default ->
                    (one, other) -> new AttributeChange.Increment(decimal(other), false).apply(one);
        };
    }

    /** Not by their texts: 00:00:00.5Z would stand before 00:00:00Z. */
    private static Instant time(final Object iso8601) {
        return Instant.parse((String) iso8601);
    }

    private static BigDecimal decimal(final Object number) {
        return switch (number) {
            case Long whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            default -> (BigDecimal) number;
        };
    }

    private static Instant pick(
            final Instant one, final Instant other, final BinaryOperator<Instant> choice) {
        return one == null ? other : other == null ? one : choice.apply(one, other);
    }
}
