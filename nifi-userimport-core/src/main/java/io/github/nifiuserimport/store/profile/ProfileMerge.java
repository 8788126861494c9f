// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange.Elements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What becomes of two profiles that turn out to be one user (docs/leanplum.md, "newUserId"). The
 * source says that they are merged, not how; ours: where both have a value, that of the profile
 * that stays wins, and what counts or collects is added up.
 */
final class ProfileMerge {

    private ProfileMerge() {}

    static WorkingProfile.Content of(
            final WorkingProfile.Content gone, final WorkingProfile.Content stays) {
        return new WorkingProfile.Content(
                stays.userId(),
                stays.email() == null ? gone.email() : stays.email(),
                fill(gone.attributes(), stays.attributes()),
                fill(gone.system(), stays.system()),
                totals(gone.eventTotals(), stays.eventTotals()),
                totals(gone.stateTotals(), stays.stateTotals()),
                union(gone.tags(), stays.tags()),
                union(gone.unsubscribedChannels(), stays.unsubscribedChannels()),
                union(gone.unsubscribedCategories(), stays.unsubscribedCategories()),
                pick(
                        gone.created(),
                        stays.created(),
                        (one, other) -> one.isBefore(other) ? one : other),
                pick(
                        gone.lastActive(),
                        stays.lastActive(),
                        (one, other) -> one.isAfter(other) ? one : other));
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

    /** Counts and values add up. */
    private static BinaryOperator<Object> combine(final String field) {
        return switch (field) {
            case "firstTime" -> (one, other) -> time(one).compareTo(time(other)) <= 0 ? one : other;
            case "lastTime" -> (one, other) -> time(one).compareTo(time(other)) >= 0 ? one : other;
            default ->
                    (one, other) ->
                            new io.github.nifiuserimport.profile.AttributeChange.Increment(
                                            decimal(other), false)
                                    .apply(one);
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
