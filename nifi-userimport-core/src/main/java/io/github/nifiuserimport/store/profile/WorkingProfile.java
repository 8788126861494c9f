// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A profile while a batch's rows are applied to it one after the other. */
final class WorkingProfile {

    /**
     * What of a profile can change.
     *
     * @param userId the customer's own id of the user, or null
     * @param email the address beside the attributes, or null
     * @param attributes by name, values as in {@link AttributeChange}
     * @param system by name of a {@link io.github.nifiuserimport.profile.SystemField}
     * @param eventTotals objects by name of an event, see {@link UserChange#eventTotals()}
     * @param stateTotals objects by name of a state
     * @param tags a set, in its order
     * @param unsubscribedChannels a set, in its order
     * @param unsubscribedCategories a set, in its order
     * @param created or null
     * @param lastActive or null
     */
    record Content(
            String userId,
            String email,
            Map<String, Object> attributes,
            Map<String, Object> system,
            Map<String, Object> eventTotals,
            Map<String, Object> stateTotals,
            List<Object> tags,
            List<Object> unsubscribedChannels,
            List<Object> unsubscribedCategories,
            Instant created,
            Instant lastActive) {

        /** Of a profile that has nothing. */
        private static final Content EMPTY =
                new Content(
                        null, null, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(),
                        List.of(), null, null);

        static Builder builder() {
            return new Builder(EMPTY);
        }

        /** The same, of which something is to be different. */
        Builder toBuilder() {
            return new Builder(this);
        }

        /** The content after a change. */
        Content after(final UserChange change) {
            return new Content(
                    userId,
                    change.email() == null ? email : text(change.email().apply(email)),
                    merge(attributes, change.attributes()),
                    merge(system, change.system()),
                    merge(eventTotals, change.eventTotals()),
                    merge(stateTotals, change.stateTotals()),
                    elements(tags, change.tags()),
                    elements(unsubscribedChannels, change.unsubscribedChannels()),
                    elements(unsubscribedCategories, change.unsubscribedCategories()),
                    change.created() == null ? created : change.created(),
                    change.lastActive() == null
                            ? lastActive
                            : change.lastActive().apply(lastActive));
        }

        /** The same with more unsubscriptions. */
        Content with(final Unsubscriptions more) {
            final Unsubscriptions all =
                    new Unsubscriptions(unsubscribedChannels, unsubscribedCategories).with(more);
            return toBuilder()
                    .unsubscribedChannels(all.channels())
                    .unsubscribedCategories(all.categories())
                    .build();
        }

        private static String text(final Object value) {
            return value == null ? null : value.toString();
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> merge(
                final Map<String, Object> present, final Map<String, AttributeChange> changes) {
            return changes.isEmpty()
                    ? present
                    : (Map<String, Object>) new AttributeChange.Merge(changes).apply(present);
        }

        @SuppressWarnings("unchecked")
        private static List<Object> elements(
                final List<Object> present, final AttributeChange.Elements change) {
            if (change == null) {
                return present;
            }
            final Object after = change.apply(present);
            return after == null ? List.of() : (List<Object>) after;
        }

        /** Makes contents; what is not set is that of the content it began with. */
        static final class Builder {

            private String userId;
            private String email;
            private Map<String, Object> attributes;
            private Map<String, Object> system;
            private Map<String, Object> eventTotals;
            private Map<String, Object> stateTotals;
            private List<Object> tags;
            private List<Object> unsubscribedChannels;
            private List<Object> unsubscribedCategories;
            private Instant created;
            private Instant lastActive;

            private Builder(final Content content) {
                userId = content.userId;
                email = content.email;
                attributes = content.attributes;
                system = content.system;
                eventTotals = content.eventTotals;
                stateTotals = content.stateTotals;
                tags = content.tags;
                unsubscribedChannels = content.unsubscribedChannels;
                unsubscribedCategories = content.unsubscribedCategories;
                created = content.created;
                lastActive = content.lastActive;
            }

            Builder userId(final String value) {
                userId = value;
                return this;
            }

            Builder email(final String value) {
                email = value;
                return this;
            }

            Builder attributes(final Map<String, Object> value) {
                attributes = value;
                return this;
            }

            Builder system(final Map<String, Object> value) {
                system = value;
                return this;
            }

            Builder eventTotals(final Map<String, Object> value) {
                eventTotals = value;
                return this;
            }

            Builder stateTotals(final Map<String, Object> value) {
                stateTotals = value;
                return this;
            }

            Builder tags(final List<Object> value) {
                tags = value;
                return this;
            }

            Builder unsubscribedChannels(final List<Object> value) {
                unsubscribedChannels = value;
                return this;
            }

            Builder unsubscribedCategories(final List<Object> value) {
                unsubscribedCategories = value;
                return this;
            }

            Builder created(final Instant value) {
                created = value;
                return this;
            }

            Builder lastActive(final Instant value) {
                lastActive = value;
                return this;
            }

            Content build() {
                return new Content(
                        userId,
                        email,
                        attributes,
                        system,
                        eventTotals,
                        stateTotals,
                        tags,
                        unsubscribedChannels,
                        unsubscribedCategories,
                        created,
                        lastActive);
            }
        }
    }

    /** Beyond every stored id, in the order of creation. */
    private static final long FIRST_NEW = Long.MAX_VALUE - Integer.MAX_VALUE;

    private final Content before;
    private final boolean isNew;
    private final Instant inserted;
    private long id;
    private Content content;

    private WorkingProfile(
            final long id, final boolean isNew, final Instant inserted, final Content content) {
        this.id = id;
        this.isNew = isNew;
        this.inserted = inserted;
        this.before = content;
        this.content = content;
    }

    /**
     * One that is in the table.
     *
     * @param inserted when it counts as added
     */
    static WorkingProfile stored(final long id, final Instant inserted, final Content content) {
        return new WorkingProfile(id, false, inserted, content);
    }

    /**
     * One that the batch creates; it gets its id when it is written.
     *
     * @param number of profiles that the batch has created before
     * @param inserted when it counts as added: {@link
     *     io.github.nifiuserimport.job.run.Batch#inserted}
     */
    static WorkingProfile created(
            final String userId, final String email, final int number, final Instant inserted) {
        return new WorkingProfile(
                FIRST_NEW + number,
                true,
                inserted,
                Content.builder().userId(userId).email(email).build());
    }

    long id() {
        return id;
    }

    void assignId(final long assigned) {
        id = assigned;
    }

    boolean isNew() {
        return isNew;
    }

    /** When it counts as added. */
    Instant inserted() {
        return inserted;
    }

    Content content() {
        return content;
    }

    void set(final Content after) {
        content = after;
    }

    boolean isChanged() {
        return !content.equals(before);
    }

    /** The user id that it has in the table, or null. */
    String storedUserId() {
        return before.userId();
    }

    /** Whether a stored profile is to have another user id than it has in the table. */
    boolean isRenamed() {
        return !isNew() && !Objects.equals(before.userId(), content.userId());
    }
}
