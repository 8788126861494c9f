// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a row, or all the rows of one user in a batch, changes in a profile. What it does
 * not name is kept.
 *
 * @param key whose profile
 * @param attributes change by attribute name
 * @param system new values of system fields: String, Long or Boolean
 * @param created when the user was created, or null when not given
 * @param lastActive when the user was last active, or null when not given
 */
public record UserChange(
        UserKey key,
        Map<String, AttributeChange> attributes,
        Map<SystemField, Object> system,
        Instant created,
        Instant lastActive) {

    /** This change, then a later one to the same user, as one. */
    public UserChange then(final UserChange later) {
        if (!key.equals(later.key)) {
            throw new IllegalArgumentException("Changes to different users do not compose");
        }
        final Map<SystemField, Object> bothSystem = new LinkedHashMap<>(system);
        bothSystem.putAll(later.system);
        return new UserChange(
                key,
                AttributeChange.compose(attributes, later.attributes),
                bothSystem,
                later.created == null ? created : later.created,
                later.lastActive == null ? lastActive : later.lastActive);
    }
}
