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

    /** Changes nothing. */
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

    /** A change to begin with this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A change that changes nothing yet. */
    public static Builder builder() {
        return new Builder(NONE);
    }

    /** Makes a change; what is not set is kept. See {@link UserChange} for each of them. */
    public static final class Builder {

        private Map<String, AttributeChange> attributes;
        private Map<String, AttributeChange> system;
        private Map<String, AttributeChange> eventTotals;
        private Map<String, AttributeChange> stateTotals;
        private AttributeChange.Elements tags;
        private AttributeChange.Elements unsubscribedChannels;
        private AttributeChange.Elements unsubscribedCategories;
        private AttributeChange email;
        private Instant created;
        private LastActive lastActive;

        private Builder(final UserChange change) {
            attributes = change.attributes;
            system = change.system;
            eventTotals = change.eventTotals;
            stateTotals = change.stateTotals;
            tags = change.tags;
            unsubscribedChannels = change.unsubscribedChannels;
            unsubscribedCategories = change.unsubscribedCategories;
            email = change.email;
            created = change.created;
            lastActive = change.lastActive;
        }

        public Builder attributes(final Map<String, AttributeChange> value) {
            attributes = value;
            return this;
        }

        public Builder system(final Map<String, AttributeChange> value) {
            system = value;
            return this;
        }

        public Builder eventTotals(final Map<String, AttributeChange> value) {
            eventTotals = value;
            return this;
        }

        public Builder stateTotals(final Map<String, AttributeChange> value) {
            stateTotals = value;
            return this;
        }

        public Builder tags(final AttributeChange.Elements value) {
            tags = value;
            return this;
        }

        public Builder unsubscribedChannels(final AttributeChange.Elements value) {
            unsubscribedChannels = value;
            return this;
        }

        public Builder unsubscribedCategories(final AttributeChange.Elements value) {
            unsubscribedCategories = value;
            return this;
        }

        public Builder email(final AttributeChange value) {
            email = value;
            return this;
        }

        public Builder created(final Instant value) {
            created = value;
            return this;
        }

        public Builder lastActive(final LastActive value) {
            lastActive = value;
            return this;
        }

        public UserChange build() {
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
                    lastActive);
        }
    }
}
