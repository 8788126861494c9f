// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.InvisibleCharacters;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.SystemField;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of Leanplum's {@code setUserAttributes}. */
final class UserAttributesMapper implements RowMapper {

    /** A key is indexed; PostgreSQL's index entries end at 2,704 bytes. */
    private static final int LONGEST_KEY = 500;

    private final NestedObjects nestedObjects;

    UserAttributesMapper(final NestedObjects nestedObjects) {
        this.nestedObjects = nestedObjects;
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        UserKey key = null;
        Instant created = null;
        Instant lastActive = null;
        Map<String, AttributeChange> attributes = Map.of();
        Map<String, AttributeChange> system = Map.of();
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            final Object value = entry.getValue();
            switch (entry.getKey()) {
                case LeanplumLayout.USER_ID -> key = key((String) value);
                case LeanplumLayout.USER_ATTRIBUTES -> attributes = attributes(value);
                case LeanplumLayout.CREATED -> created = instant(LeanplumLayout.CREATED, value);
                case LeanplumLayout.LAST_ACTIVE ->
                        lastActive = instant(LeanplumLayout.LAST_ACTIVE, value);
                default -> {
                    if (system.isEmpty()) {
                        system = new LinkedHashMap<>();
                    }
                    system.put(entry.getKey(), system(entry.getKey(), (String) value));
                }
            }
        }
        if (key == null) {
            throw new RowFault(
                    LeanplumLayout.USER_ID, "is empty; every row needs the id of its user");
        }
        return RowCommand.of(
                key,
                UserChange.NONE
                        .withAttributes(attributes)
                        .withSystem(system)
                        .withEmail(email(attributes))
                        .withCreated(created)
                        .withLastActive(lastActive == null ? null : new LastActive.At(lastActive)));
    }

    private static UserKey key(final String id) throws RowFault {
        if (id == null || id.isEmpty()) {
            return null;
        }
        if (id.length() > LONGEST_KEY) {
            throw new RowFault(
                    LeanplumLayout.USER_ID,
                    "has %,d characters; an id has at most %d".formatted(id.length(), LONGEST_KEY));
        }
        final int unclean = unclean(id);
        if (unclean >= 0) {
            throw new RowFault(
                    LeanplumLayout.USER_ID,
                    "has %s at position %d; remove it, since it would make another user"
                            .formatted(
                                    InvisibleCharacters.describe(id.codePointAt(unclean)),
                                    unclean + 1));
        }
        return new UserKey.ById(id);
    }

    /** Index of a character that nobody sees (spec/dashly, keys), or -1. */
    private static int unclean(final String id) {
        if (id.charAt(0) == ' ') {
            return 0;
        }
        final int last = id.length() - 1;
        return id.charAt(last) == ' ' ? last : InvisibleCharacters.find(id);
    }

    /** An empty cell gives no time, also where empty cells clear: a profile keeps its times. */
    private static Instant instant(final String column, final Object value) throws RowFault {
        return value == null || ((String) value).isEmpty()
                ? null
                : CellText.instant(column, (String) value);
    }

    private Map<String, AttributeChange> attributes(final Object value) throws RowFault {
        if (!(value instanceof Map<?, ?> object)) {
            throw new RowFault(
                    LeanplumLayout.USER_ATTRIBUTES,
                    "is no JSON object; give one, or name attributes userAttributes.NAME");
        }
        final Map<String, AttributeChange> changes = LinkedHashMap.newLinkedHashMap(object.size());
        for (final Map.Entry<?, ?> entry : object.entrySet()) {
            final String name = (String) entry.getKey();
            final String column = LeanplumLayout.USER_ATTRIBUTES + '.' + name;
            StorableValue.check(column, entry.getValue());
            if (isEmail(name)) {
                checkEmail(column, entry.getValue());
            }
            changes.put(name, nestedObjects.changeOrClear(entry.getValue()));
        }
        return changes;
    }

    /** An attribute of that name is also the profile's e-mail (spec/leanplum). */
    private static boolean isEmail(final String attribute) {
        return "email".equalsIgnoreCase(attribute);
    }

    private static AttributeChange email(final Map<String, AttributeChange> attributes) {
        AttributeChange email = null;
        for (final Map.Entry<String, AttributeChange> entry : attributes.entrySet()) {
            if (isEmail(entry.getKey())) {
                email = entry.getValue();
            }
        }
        return email;
    }

    private static void checkEmail(final String column, final Object value) throws RowFault {
        if (value instanceof String email && email.length() > LONGEST_KEY) {
            throw new RowFault(
                    column,
                    "has %,d characters; an e-mail address has at most %d"
                            .formatted(email.length(), LONGEST_KEY));
        }
    }

    private static AttributeChange system(final String name, final String text) throws RowFault {
        if (text == null) {
            return new AttributeChange.Clear();
        }
        final SystemField field = SystemField.named(name).orElseThrow();
        return new AttributeChange.Assign(CellText.system(field, text));
    }
}
