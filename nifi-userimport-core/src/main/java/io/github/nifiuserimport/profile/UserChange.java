// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.time.Instant;
import java.util.Map;

/**
 * What a row, or all the rows of one user in a batch, changes in a profile. What it does not name
 * is kept.
 *
 * @param attributes change by attribute name
 * @param system change by the name of a {@link SystemField}; values are String, Long, BigInteger,
 *     BigDecimal or Boolean
 * @param eventTotals change by the name of an event: a {@link AttributeChange.Merge} of {@code
 *     count}, {@code value}, {@code firstTime}, {@code lastTime}
 * @param stateTotals likewise of a state, without {@code value}
 * @param tags change of the set of tags, or null
 * @param unsubscribedChannels change of that set, or null
 * @param unsubscribedCategories change of that set, or null
 * @param email change of the e-mail beside the attributes, or null
 * @param created when the user was created, or null when not given
 * @param lastActive change of the time of the last activity, or null
 */
public record UserChange(
        Map<String, AttributeChange> attributes,
        Map<String, AttributeChange> system,
        Map<String, AttributeChange> eventTotals,
        Map<String, AttributeChange> stateTotals,
        AttributeChange.Elements tags,
        AttributeChange.Elements unsubscribedChannels,
        AttributeChange.Elements unsubscribedCategories,
        AttributeChange email,
        Instant created,
        LastActive lastActive) {

    /** Changes nothing; {@code with…} methods name what is to change. */
    public static final UserChange NONE =
            new UserChange(
                    Map.of(), Map.of(), Map.of(), Map.of(), null, null, null, null, null, null);

    /** This change, then a later one to the same user, as one. */
    public UserChange then(final UserChange later) {
        return new UserChange(
                AttributeChange.compose(attributes, later.attributes),
                AttributeChange.compose(system, later.system),
                AttributeChange.compose(eventTotals, later.eventTotals),
                AttributeChange.compose(stateTotals, later.stateTotals),
                compose(tags, later.tags),
                compose(unsubscribedChannels, later.unsubscribedChannels),
                compose(unsubscribedCategories, later.unsubscribedCategories),
                later.email == null ? email : email == null ? later.email : email.then(later.email),
                later.created == null ? created : later.created,
                later.lastActive == null
                        ? lastActive
                        : lastActive == null
                                ? later.lastActive
                                : lastActive.then(later.lastActive));
    }

    private static AttributeChange.Elements compose(
            final AttributeChange.Elements first, final AttributeChange.Elements later) {
        return later == null ? first : first == null ? later : first.then(later);
    }

    /** The same with these attributes. */
    public UserChange withAttributes(final Map<String, AttributeChange> other) {
        return new UserChange(
                other,
                system,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with these system fields. */
    public UserChange withSystem(final Map<String, AttributeChange> other) {
        return new UserChange(
                attributes,
                other,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with these totals of events. */
    public UserChange withEventTotals(final Map<String, AttributeChange> other) {
        return new UserChange(
                attributes,
                system,
                other,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with these totals of states. */
    public UserChange withStateTotals(final Map<String, AttributeChange> other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                other,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with this change of the tags. */
    public UserChange withTags(final AttributeChange.Elements other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                other,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with this change of the channels that the user does not want. */
    public UserChange withUnsubscribedChannels(final AttributeChange.Elements other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                tags,
                other,
                unsubscribedCategories,
                email,
                created,
                lastActive);
    }

    /** The same with this change of the categories that the user does not want. */
    public UserChange withUnsubscribedCategories(final AttributeChange.Elements other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                other,
                email,
                created,
                lastActive);
    }

    /** The same with this change of the e-mail. */
    public UserChange withEmail(final AttributeChange other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                other,
                created,
                lastActive);
    }

    /** The same with this time of creation. */
    public UserChange withCreated(final Instant other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                other,
                lastActive);
    }

    /** The same with this change of the last activity. */
    public UserChange withLastActive(final LastActive other) {
        return new UserChange(
                attributes,
                system,
                eventTotals,
                stateTotals,
                tags,
                unsubscribedChannels,
                unsubscribedCategories,
                email,
                created,
                other);
    }
}
