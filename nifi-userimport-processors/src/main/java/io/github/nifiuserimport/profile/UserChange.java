// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.time.Instant;
import java.util.Map;

/**
 * Everything that a row, or all the rows of one user in a batch, changes in a profile. What it does
 * not name is kept.
 *
 * @param key whose profile
 * @param attributes change by attribute name
 * @param system change by the name of a {@link SystemField}; values are String, Long or Boolean
 * @param created when the user was created, or null when not given
 * @param lastActive when the user was last active, or null when not given
 */
public record UserChange(
        UserKey key,
        Map<String, AttributeChange> attributes,
        Map<String, AttributeChange> system,
        Instant created,
        Instant lastActive) {

    /** This change, then a later one to the same user, as one. */
    public UserChange then(final UserChange later) {
        if (!key.equals(later.key)) {
            throw new IllegalArgumentException("Changes to different users do not compose");
        }
        return new UserChange(
                key,
                AttributeChange.compose(attributes, later.attributes),
                AttributeChange.compose(system, later.system),
                later.created == null ? created : later.created,
                later.lastActive == null ? lastActive : later.lastActive);
    }

    /** Whether the attribute of that name is also the profile's e-mail (spec/leanplum). */
    public static boolean isEmail(final String attribute) {
        return "email".equalsIgnoreCase(attribute);
    }

    /** What this does to the profile's e-mail, or null when it names none. */
    public AttributeChange email() {
        AttributeChange email = null;
        for (final Map.Entry<String, AttributeChange> entry : attributes.entrySet()) {
            if (isEmail(entry.getKey())) {
                email = entry.getValue();
            }
        }
        return email;
    }
}
