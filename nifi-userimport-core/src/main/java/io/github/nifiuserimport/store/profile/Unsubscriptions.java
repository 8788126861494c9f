// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Membership;
import io.github.nifiuserimport.profile.UserChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What somebody does not want.
 *
 * @param channels a set of texts, in its order
 * @param categories likewise
 */
record Unsubscriptions(List<Object> channels, List<Object> categories) {

    static final Unsubscriptions NONE = new Unsubscriptions(List.of(), List.of());

    /** Reads them from two columns of arrays. */
    static Unsubscriptions of(final ResultSet row, final String channels, final String categories)
            throws SQLException {
        return new Unsubscriptions(list(row, channels), list(row, categories));
    }

    private static List<Object> list(final ResultSet row, final String column) throws SQLException {
        return Arrays.asList((Object[]) row.getArray(column).getArray());
    }

    /** Those that a change takes back. */
    static Unsubscriptions takenBack(final UserChange change) {
        return new Unsubscriptions(
                removed(change.unsubscribedChannels()), removed(change.unsubscribedCategories()));
    }

    private static List<Object> removed(final Elements change) {
        if (change == null) {
            return List.of();
        }
        return change.members().entrySet().stream()
                .filter(member -> member.getValue() != Membership.IN)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean areNone() {
        return channels.isEmpty() && categories.isEmpty();
    }

    /** What a change makes of them. */
    Unsubscriptions after(final UserChange change) {
        return new Unsubscriptions(
                after(channels, change.unsubscribedChannels()),
                after(categories, change.unsubscribedCategories()));
    }

    /** These, and others at the end. */
    Unsubscriptions with(final Unsubscriptions others) {
        return new Unsubscriptions(
                after(channels, Elements.adding(others.channels)),
                after(categories, Elements.adding(others.categories)));
    }

    /** These without others. */
    Unsubscriptions without(final Unsubscriptions others) {
        return new Unsubscriptions(
                after(channels, Elements.removing(others.channels)),
                after(categories, Elements.removing(others.categories)));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> after(final List<Object> present, final Elements change) {
        final Object set = change == null ? present : change.apply(present);
        return set == null ? List.of() : (List<Object>) set;
    }
}
