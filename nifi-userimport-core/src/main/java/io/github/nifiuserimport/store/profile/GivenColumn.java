// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;

/**
 * A column of {@code user_profile}, beside the attributes, that {@link AssigningUpsert} can set:
 * the text that a change gives for it, and how the text becomes the column's value in SQL. In that
 * SQL, {@code present} is the stored row and {@code excluded} the given one.
 *
 * <p>The statement of a batch has only those of these columns that some row gives. Most files give
 * none, and an array of nulls costs the database as much as an array of values.
 */
enum GivenColumn {
    EMAIL("email", "email") {
        @Override
        Object of(final UserChange change) {
            return change.email() instanceof AttributeChange.Assign assign
                    ? String.valueOf(assign.value())
                    : null;
        }
    },
    SYSTEM("system", "coalesce(system::jsonb, '{}')") {
        @Override
        Object of(final UserChange change) {
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
        Object of(final UserChange change) {
            return change.created();
        }

        @Override
        Object read(final ResultSet row, final String name) throws SQLException {
            return time(row, name);
        }
    },
    LAST_ACTIVE("last_active", "last_active::timestamptz") {
        @Override
        Object of(final UserChange change) {
            return change.lastActive() == null ? null : change.lastActive().apply(null);
        }

        @Override
        Object read(final ResultSet row, final String name) throws SQLException {
            return time(row, name);
        }
    };

    private final String column;
    private final String value;

    GivenColumn(final String column, final String value) {
        this.column = column;
        this.value = value;
    }

    /**
     * What a change gives for the column; null when it gives nothing.
     *
     * @return a text, the text of a JSON object for {@link #SYSTEM}, or an Instant, whose text is
     *     ISO 8601 with its zone: read alike whatever the session's time zone is
     */
    abstract Object of(UserChange change);

    /** Its name, in the table and among the given columns. */
    String column() {
        return column;
    }

    /** Reads it from a result: the text of a JSON object, a text, or an Instant; null is none. */
    Object read(final ResultSet row, final String name) throws SQLException {
        return row.getString(name);
    }

    private static Instant time(final ResultSet row, final String name) throws SQLException {
        final Timestamp time = row.getTimestamp(name);
        return time == null ? null : time.toInstant();
    }

    /** SQL for the value that the given text stands for. */
    String value() {
        return value;
    }

    /** SQL for the value after the change; what is not given stays. */
    String merged() {
        return Text.format("coalesce(excluded.%1$s, present.%1$s)", column);
    }

    /** SQL for whether {@link #merged()} differs from what is stored. */
    String changed() {
        return Text.format("present.%s IS DISTINCT FROM %s", column, merged());
    }
}
