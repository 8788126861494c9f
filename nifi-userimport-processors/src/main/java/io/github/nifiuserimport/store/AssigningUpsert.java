// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * One statement for a batch whose changes only set values: inserts unknown users, updates known
 * ones, and leaves rows alone that already are as given, so that a re-import writes nothing.
 *
 * <p>New users are numbered in file order, since the newest of several may be the one who is meant;
 * but they are written in one order for all: parts that touch the same users wait for each other,
 * none deadlock.
 */
final class AssigningUpsert {

    private static final String UPSERT =
            """
            WITH written AS (
                INSERT INTO {schema}.user_profile AS present
                    (id, app_id, user_id, email, attributes, system, created, last_active)
                SELECT id, ?, user_id, email, attributes::jsonb, system::jsonb,
                       created::timestamptz, last_active::timestamptz
                FROM (SELECT nextval('{schema}.user_profile_id_seq') AS id, given.*
                      FROM unnest(?, ?, ?, ?, ?, ?)
                        AS given (user_id, email, attributes, system, created, last_active)
                ) AS numbered
                ORDER BY user_id COLLATE "C"
                ON CONFLICT (app_id, user_id) DO UPDATE SET
                    email = coalesce(excluded.email, present.email),
                    attributes = {merged},
                    system = present.system || excluded.system,
                    created = coalesce(excluded.created, present.created),
                    last_active = coalesce(excluded.last_active, present.last_active),
                    updated_at = now()
                WHERE {changed}
                   OR present.email IS DISTINCT FROM coalesce(excluded.email, present.email)
                   OR NOT present.system @> excluded.system
                   OR present.created IS DISTINCT FROM coalesce(excluded.created, present.created)
                   OR present.last_active
                        IS DISTINCT FROM coalesce(excluded.last_active, present.last_active)
                RETURNING xmax = 0 AS inserted
            )
            SELECT count(*) FILTER (WHERE inserted), count(*) FROM written
            """;

    /**
     * {@code ||} sets the attributes, but also replaces an object by the given part of it: such an
     * attribute is merged once more, by name. The names are parameters.
     */
    private static final String MERGE_ONE =
            """
            || CASE WHEN jsonb_typeof(present.attributes -> ?) = 'object'
                     AND jsonb_typeof(excluded.attributes -> ?) = 'object'
               THEN jsonb_build_object(?::text,
                    {schema}.merge_patch(present.attributes -> ?, excluded.attributes -> ?))
               ELSE '{}' END
            """;

    private static final int PARAMETERS_OF_MERGE_ONE = 5;

    private static final String MERGE_ONE_FLAT =
            MERGE_ONE.replace(
                    "{schema}.merge_patch(present.attributes -> ?, excluded.attributes -> ?)",
                    "(present.attributes -> ?) || (excluded.attributes -> ?)");

    private static final String MERGE_ALL =
            "{schema}.merge_patch(present.attributes, excluded.attributes)";

    /** With more merged attributes than this, a call for each row is cheaper than all the names. */
    private static final int MOST_MERGED_BY_NAME = 8;

    /** Contained means that setting it changes nothing, unless lists are in play. */
    private static final String NOT_CONTAINED = "NOT present.attributes @> excluded.attributes";

    private final SchemaName schema;

    AssigningUpsert(final SchemaName schema) {
        this.schema = schema;
    }

    private String sql(final PatchShape shape) {
        final String merged;
        if (shape.merged().size() > MOST_MERGED_BY_NAME) {
            merged = MERGE_ALL;
        } else {
            merged =
                    "present.attributes || excluded.attributes "
                            + (shape.deep() ? MERGE_ONE : MERGE_ONE_FLAT)
                                    .repeat(shape.merged().size());
        }
        final String changed =
                shape.lists() ? "present.attributes IS DISTINCT FROM " + merged : NOT_CONTAINED;
        return schema.in(UPSERT.replace("{merged}", merged).replace("{changed}", changed));
    }

    /** Sets the names in {@link #MERGE_ONE}, wherever the statement has it. */
    private static void setMergedNames(
            final PreparedStatement upsert, final int first, final PatchShape shape)
            throws SQLException {
        if (shape.merged().size() > MOST_MERGED_BY_NAME) {
            return;
        }
        int index = first;
        for (int use = 0; use < (shape.lists() ? 2 : 1); use++) {
            for (final String name : shape.merged()) {
                for (int parameter = 0; parameter < PARAMETERS_OF_MERGE_ONE; parameter++) {
                    upsert.setString(index++, name);
                }
            }
        }
    }

    Counts write(
            final Connection connection,
            final String appId,
            final List<KeyedChange> changes,
            final PatchShape shape)
            throws SQLException {
        final int size = changes.size();
        final String[] userIds = new String[size];
        final String[] emails = new String[size];
        final String[] attributes = new String[size];
        final String[] system = new String[size];
        final String[] created = new String[size];
        final String[] lastActive = new String[size];
        for (int index = 0; index < size; index++) {
            final UserChange change = changes.get(index).change();
            userIds[index] = changes.get(index).userId();
            emails[index] = email(change);
            attributes[index] = JsonText.ofPatch(change.attributes());
            system[index] = JsonText.ofPatch(change.system());
            created[index] = text(change.created());
            lastActive[index] = text(lastActive(change));
        }
        try (PreparedStatement upsert = connection.prepareStatement(sql(shape))) {
            upsert.setString(1, appId);
            upsert.setArray(2, connection.createArrayOf("text", userIds));
            upsert.setArray(3, connection.createArrayOf("text", emails));
            upsert.setArray(4, connection.createArrayOf("text", attributes));
            upsert.setArray(5, connection.createArrayOf("text", system));
            upsert.setArray(6, connection.createArrayOf("text", created));
            upsert.setArray(7, connection.createArrayOf("text", lastActive));
            setMergedNames(upsert, 8, shape);
            try (ResultSet result = upsert.executeQuery()) {
                result.next();
                final long inserted = result.getLong(1);
                final long written = result.getLong(2);
                return Counts.ofUsers(inserted, written - inserted, size - written);
            }
        }
    }

    private static String email(final UserChange change) {
        return change.email() instanceof AttributeChange.Assign assign
                ? String.valueOf(assign.value())
                : null;
    }

    private static Instant lastActive(final UserChange change) {
        return change.lastActive() == null ? null : change.lastActive().apply(null);
    }

    /** ISO 8601 with its zone: read alike whatever the session's time zone is. */
    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
