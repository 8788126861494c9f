// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.FieldReversal;
import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.job.undo.RowChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.JsonReader;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts back what is kept for suppressed addresses. */
final class Addresses {

    static final String KIND = "suppressed_address";

    /** As an import does that writes lists, see Suppressions. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('{schema}/suppressed/' || ?, 0))";

    private static final String REMOVE =
            """
            DELETE FROM {schema}.suppressed_address AS present
            WHERE app_id = ?
              AND (created_by_job = ?
                   OR email IN (SELECT email FROM {schema}.history_restored_address WHERE job = ?))
              AND NOT EXISTS (SELECT FROM {schema}.suppressed_address_before AS image
                              JOIN {schema}.history_change AS by ON by.id = image.change
                              WHERE image.app_id = present.app_id AND image.email = present.email
                                AND image.change + 0 >= ? AND by.job IS DISTINCT FROM ?
                                AND (by.job IS NULL OR by.job <> ALL (?)))
            """;

    /** Those of them that are there all the same, with the import that changed them last. */
    private static final String LEFT =
            """
            SELECT present.email,
                   (SELECT job.id FROM {schema}.suppressed_address_before AS image
                    JOIN {schema}.history_change AS by ON by.id = image.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = by.job
                    WHERE image.app_id = present.app_id AND image.email = present.email
                      AND image.change + 0 >= ? AND by.job IS DISTINCT FROM ?
                      AND (by.job IS NULL OR by.job <> ALL (?))
                    ORDER BY image.change DESC LIMIT 1) AS job_id
            FROM {schema}.suppressed_address AS present
            WHERE app_id = ?
              AND (created_by_job = ?
                   OR email IN (SELECT email FROM {schema}.history_restored_address WHERE job = ?))
            ORDER BY present.email
            """;

    private static final String FIRST =
            """
            SELECT email FROM {schema}.suppressed_address_before AS image
            WHERE image.change = ANY (?)
              AND image.created_by_job IS DISTINCT FROM ?
              AND NOT EXISTS (SELECT FROM {schema}.suppressed_address_before AS earlier
                              JOIN {schema}.history_change AS by ON by.id = earlier.change
                              WHERE earlier.email = image.email AND earlier.app_id = image.app_id
                                AND earlier.change < image.change AND earlier.change + 0 >= ?
                                AND by.job = ?)
              AND NOT EXISTS (SELECT FROM {schema}.history_restored_address AS back
                              WHERE back.job = ? AND back.email = image.email)
            """;

    private static final String FIELDS =
            "jsonb_build_object('channels', to_jsonb(image.channels),"
                    + " 'categories', to_jsonb(image.categories)) AS fields";

    private static final String CHANGES =
            "SELECT image.email, image.deleted, change.job, job.id AS job_id,"
                    // Whoever changes them adds to them or takes out of them.
                    + " '{\"channels\": \"elements\", \"categories\": \"elements\"}' AS operations, "
                    + FIELDS
                    + """

                    FROM {schema}.suppressed_address_before AS image
                    JOIN {schema}.history_change AS change ON change.id = image.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = change.job
                    WHERE image.email = ANY (?) AND image.app_id = ? AND image.change + 0 >= ?
                    ORDER BY image.email, image.change
                    """;

    private static final String PRESENT =
            "SELECT email, "
                    + FIELDS
                    + " FROM {schema}.suppressed_address AS image"
                    + " WHERE email = ANY (?) AND app_id = ?";

    private static final String WRITE =
            """
            INSERT INTO {schema}.suppressed_address AS present
                (app_id, email, channels, categories, inserted_at, created_by_job)
            SELECT ?, given.email,
                   ARRAY(SELECT jsonb_array_elements_text(given.fields::jsonb -> 'channels')),
                   ARRAY(SELECT jsonb_array_elements_text(given.fields::jsonb -> 'categories')),
                   image.inserted_at, image.created_by_job
            FROM unnest(?::text[], ?::text[]) AS given (email, fields),
                 LATERAL (SELECT inserted_at, created_by_job
                          FROM {schema}.suppressed_address_before AS image
                          WHERE image.email = given.email AND image.app_id = ?
                            AND image.change + 0 >= ?
                          ORDER BY change + 0 LIMIT 1) AS image
            ON CONFLICT (email, app_id) DO UPDATE SET
                channels = excluded.channels, categories = excluded.categories, updated_at = now()
            """;

    private static final String RESTORED =
            """
            INSERT INTO {schema}.history_restored_address (job, email, change)
            SELECT ?, given.email, begun.change
            FROM unnest(?::text[]) AS given (email),
                 (SELECT {schema}.begin_change() AS change) AS begun
            """;

    private final SchemaName schema;
    private final UndoneJob job;
    private final Connection connection;

    Addresses(final SchemaName schema, final UndoneJob job, final Connection connection) {
        this.schema = schema;
        this.job = job;
        this.connection = connection;
    }

    /** Takes away those that the job has put on the list. */
    StepResult remove() throws SQLException {
        lock();
        try (PreparedStatement delete = prepare(REMOVE)) {
            delete.setString(1, job.appId());
            delete.setLong(2, job.job());
            delete.setLong(3, job.job());
            delete.setLong(4, job.firstChange());
            delete.setLong(5, job.job());
            setIds(delete, 6, job.undoing());
            final long removed = delete.executeUpdate();
            final List<KeptField> left = left();
            return new StepResult(0, 0, removed, left.size(), left);
        }
    }

    private List<KeptField> left() throws SQLException {
        final List<KeptField> left = new ArrayList<>();
        try (PreparedStatement select = prepare(LEFT)) {
            select.setLong(1, job.firstChange());
            select.setLong(2, job.job());
            setIds(select, 3, job.undoing());
            select.setString(4, job.appId());
            select.setLong(5, job.job());
            select.setLong(6, job.job());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final String email = row.getString("email");
                    left.add(new KeptField(email, "email", null, email, row.getString("job_id")));
                }
            }
        }
        return left;
    }

    /** Takes changes back. */
    StepResult undo(final List<Long> changes) throws SQLException {
        lock();
        final Set<String> emails = firsts(changes);
        final Map<String, Map<String, Object>> present = present(emails);
        final Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        final List<String> back = new ArrayList<>();
        final List<KeptField> kept = new ArrayList<>();
        final Set<String> partly = new LinkedHashSet<>();
        images(emails)
                .forEach(
                        (email, images) -> {
                            final Map<String, Object> now = present.get(email);
                            final List<RowChange> made = RowChanges.of(images, now, job);
                            final Map<String, Object> result =
                                    new FieldReversal(
                                                    made,
                                                    (path, before, stays, by) -> {
                                                        partly.add(email);
                                                        kept.add(
                                                                kept(
                                                                        email, path, before, stays,
                                                                        by));
                                                    })
                                            .of(now);
                            if (result != null && !result.equals(now)) {
                                results.put(email, result);
                                if (now == null) {
                                    back.add(email);
                                }
                            }
                        });
        write(results);
        if (!back.isEmpty()) {
            try (PreparedStatement note = prepare(RESTORED)) {
                note.setLong(1, job.undo());
                setTexts(note, 2, back);
                note.executeUpdate();
            }
        }
        return new StepResult(0, 0, 0, partly.size(), kept);
    }

    private static KeptField kept(
            final String email,
            final List<String> path,
            final Object before,
            final Object now,
            final String by) {
        final String field =
                path.isEmpty()
                        ? "email"
                        : path.getFirst().equals("channels")
                                ? "unsubscribedChannels"
                                : "unsubscribedCategories";
        return new KeptField(email, field, path.isEmpty() ? email : before, now, by);
    }

    private void lock() throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement(LOCK.replace("{schema}", schema.name()))) {
            lock.setString(1, job.appId());
            lock.execute();
        }
    }

    private Set<String> firsts(final List<Long> changes) throws SQLException {
        final Set<String> emails = new LinkedHashSet<>();
        try (PreparedStatement select = prepare(FIRST)) {
            setIds(select, 1, changes);
            select.setLong(2, job.job());
            select.setLong(3, job.firstChange());
            select.setLong(4, job.job());
            select.setLong(5, job.job());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    emails.add(row.getString(1));
                }
            }
        }
        return emails;
    }

    private Map<String, List<Image>> images(final Collection<String> emails) throws SQLException {
        final Map<String, List<Image>> images = new LinkedHashMap<>();
        try (PreparedStatement select = prepare(CHANGES)) {
            setTexts(select, 1, emails);
            select.setString(2, job.appId());
            select.setLong(3, job.firstChange());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    images.computeIfAbsent(row.getString("email"), first -> new ArrayList<>())
                            .add(Image.read(row));
                }
            }
        }
        return images;
    }

    private Map<String, Map<String, Object>> present(final Collection<String> emails)
            throws SQLException {
        final Map<String, Map<String, Object>> present = new HashMap<>();
        try (PreparedStatement select = prepare(PRESENT)) {
            setTexts(select, 1, emails);
            select.setString(2, job.appId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    present.put(
                            row.getString("email"),
                            JsonReader.storedObject(row.getString("fields")));
                }
            }
        }
        return present;
    }

    private void write(final Map<String, Map<String, Object>> results) throws SQLException {
        if (results.isEmpty()) {
            return;
        }
        try (PreparedStatement write = prepare(WRITE)) {
            write.setString(1, job.appId());
            setTexts(write, 2, results.keySet());
            TextArrays.set(connection, write, 3, results.values(), JsonWriter::text);
            write.setString(4, job.appId());
            write.setLong(5, job.firstChange());
            write.executeUpdate();
        }
    }

    private void setIds(
            final PreparedStatement statement, final int index, final Collection<Long> ids)
            throws SQLException {
        TextArrays.set(connection, statement, index, "bigint", ids, UnaryOperator.identity());
    }

    private void setTexts(
            final PreparedStatement statement, final int index, final Collection<String> texts)
            throws SQLException {
        TextArrays.set(connection, statement, index, texts, text -> text);
    }

    private PreparedStatement prepare(final String sql) throws SQLException {
        return connection.prepareStatement(schema.in(sql));
    }
}
