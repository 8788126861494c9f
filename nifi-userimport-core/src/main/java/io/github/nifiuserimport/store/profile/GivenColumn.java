// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.Map;

/**
 * A column of {@code user_profile} beside the attributes. Most files give none of them, and what
 * nobody gives is not sent: an array of nulls costs the database as much as one of values.
 */
enum GivenColumn {
    EMAIL("email", "email") {
        @Override
        String of(final UserChange change) {
            return change.email() instanceof AttributeChange.Assign assign
                    ? String.valueOf(assign.value())
                    : null;
        }
    },
    SYSTEM("system", "coalesce(system::jsonb, '{}')") {
        @Override
        String of(final UserChange change) {
            final Map<String, AttributeChange> fields = change.system();
            return fields.isEmpty() ? null : PatchJson.ofPatch(fields);
        }

        @Override
        String merged() {
            return "present.system || excluded.system";
        }

        @Override
        String changed() {
            return "NOT present.system @> excluded.system";
        }
    },
    CREATED("created", "created::timestamptz") {
        @Override
        String of(final UserChange change) {
            return text(change.created());
        }
    },
    LAST_ACTIVE("last_active", "last_active::timestamptz") {
        @Override
        String of(final UserChange change) {
            return change.lastActive() == null ? null : text(change.lastActive().apply(null));
        }
    };

    private final String column;
    private final String value;

    GivenColumn(final String column, final String value) {
        this.column = column;
        this.value = value;
    }

    /** The text that a change gives, or null. */
    abstract String of(UserChange change);

    /** Its name, in the table and in what is given. */
    String column() {
        return column;
    }

    /** The value of the text that is given, in SQL. */
    String value() {
        return value;
    }

    /** The value after the change, in SQL. */
    String merged() {
        return Text.format("coalesce(excluded.%1$s, present.%1$s)", column);
    }

    /** Whether that is another than the present one, in SQL. */
    String changed() {
        return Text.format("present.%s IS DISTINCT FROM %s", column, merged());
    }

    /** ISO 8601 with its zone: read alike whatever the session's time zone is. */
    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
