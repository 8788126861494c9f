// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static java.util.stream.Collectors.joining;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One statement for a batch whose rows only set values: inserts unknown users, updates known ones,
 * and leaves rows alone that already are as given, so that a re-import writes no new version of
 * them.
 *
 * <p>New users are numbered in file order, since the newest of several may be the one who is meant;
 * but they are written in one order for all: parts that touch the same users wait for each other,
 * none deadlock.
 */
final class AssigningUpsert implements ProfileWriter {

    private static final String UPSERT =
            """
            WITH written AS (
                INSERT INTO {schema}.user_profile AS present
                    (id, app_id, user_id, attributes{columns})
                SELECT id, ?, user_id, attributes::jsonb{values}
                FROM (SELECT nextval('{schema}.user_profile_id_seq') AS id, given.*
                      FROM ({given}) AS given (user_id, attributes{columns})
                ) AS numbered
                ORDER BY user_id COLLATE "C"
                ON CONFLICT (app_id, user_id) DO UPDATE SET
                    attributes = {merged}{sets},
                    updated_at = now()
                WHERE {changed}{changes}
                RETURNING xmax = 0 AS inserted
            )
            SELECT count(*) FILTER (WHERE inserted), count(*) FROM written
            """;

    private static final String SET = "present.attributes || excluded.attributes";

    /**
     * Where a profile has nothing but what all of the batch give, as most have that a file comes
     * for again, what is given is the result: {@code ||} would cost five times as much. A profile
     * that is much larger has more, and is not asked.
     */
    private static final String SET_OR_REPLACE =
            """
            CASE WHEN pg_column_size(present.attributes) < 2 * pg_column_size(excluded.attributes)
                  AND present.attributes - ?::text[] = '{}'
                 THEN excluded.attributes
                 ELSE present.attributes || excluded.attributes END
            """;

    /** Each name of a profile is compared with each of them: with many, that is not cheaper. */
    private static final int MAX_COMMON_NAMES = 50;

    /**
     * {@code ||} sets the attributes, but also replaces an object by the given part of it: such an
     * attribute is merged once more, by name. Unless the part given has all that is present; then
     * the object is as it should be, and {@code ||} with nothing costs nothing. The names are
     * parameters.
     */
    private static final String MERGE_ONE =
            """
            || CASE WHEN jsonb_typeof(present.attributes -> ?) = 'object'
                     AND jsonb_typeof(excluded.attributes -> ?) = 'object'
                     AND NOT (excluded.attributes -> ?) @> (present.attributes -> ?)
               THEN jsonb_build_object(?::text,
                    {schema}.merge_patch(present.attributes -> ?, excluded.attributes -> ?))
               ELSE '{}' END
            """;

    private static final int PARAMETERS_OF_MERGE_ONE = 7;

    private static final String MERGE_ONE_FLAT =
            MERGE_ONE.replace(
                    "{schema}.merge_patch(present.attributes -> ?, excluded.attributes -> ?)",
                    "(present.attributes -> ?) || (excluded.attributes -> ?)");

    private static final String MERGE_ALL =
            "{schema}.merge_patch(present.attributes, excluded.attributes)";

    /** With more merged attributes than this, a call for each row is cheaper than all the names. */
    private static final int MAX_MERGED_BY_NAME = 8;

    /** Contained means that setting it changes nothing, unless lists or whole objects are set. */
    private static final String NOT_CONTAINED = "NOT present.attributes @> excluded.attributes";

    private final String sql;
    private final SlicedColumns given;
    private final PatchShape shape;

    /** Names that every change sets; none when there are too many of them. */
    private final Set<String> common;

    private final Set<String> userIds;
    private final List<WarnedRow> warnings;

    /** The e-mail addresses that users are given. */
    private final Set<String> addresses;

    private final Suppressions suppressions;

    /**
     * @param rows of the batch
     * @param changes the same rows folded: at least one, of users who each come once
     * @param shape of the changes
     */
    AssigningUpsert(
            final SchemaName schema,
            final List<ImportRow> rows,
            final List<KeyedChange> changes,
            final PatchShape shape) {
        final int size = changes.size();
        final String[] ids = new String[size];
        final String[] attributes = new String[size];
        final PatchJson.Patches patches = new PatchJson.Patches();
        for (int index = 0; index < size; index++) {
            ids[index] = changes.get(index).userId();
            attributes[index] = patches.next(changes.get(index).change().attributes());
        }
        final Map<GivenColumn, String[]> others = others(changes);
        final List<String[]> columns = new ArrayList<>(List.of(ids, attributes));
        columns.addAll(others.values());
        this.shape = shape;
        given = new SlicedColumns(columns);
        common = patches.common().size() > MAX_COMMON_NAMES ? Set.of() : patches.common();
        sql = schema.in(sql(others.keySet()));
        userIds = Set.of(ids);
        warnings = warnings(rows);
        addresses = Suppressions.addresses(rows);
        suppressions = new Suppressions(schema);
    }

    private static List<WarnedRow> warnings(final List<ImportRow> rows) {
        final List<WarnedRow> warnings = new ArrayList<>();
        for (final ImportRow row : rows) {
            for (final RowWarning warning : row.command().warnings()) {
                warnings.add(row.warned(warning));
            }
        }
        return warnings;
    }

    @Override
    public Optional<Set<String>> users() {
        return Optional.of(userIds);
    }

    @Override
    public Written write(final Connection connection, final String appId) throws SQLException {
        if (!addresses.isEmpty()) {
            suppressions.awaitLists(connection, appId);
        }
        final Counts users = upsert(connection, appId);
        suppressions.apply(connection, appId, addresses);
        return new Written(users.plus(Count.WARNINGS, warnings.size()), warnings);
    }

    private Counts upsert(final Connection connection, final String appId) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, appId);
            final int next = given.set(connection, upsert, 2);
            setNames(connection, upsert, next);
            try (ResultSet result = upsert.executeQuery()) {
                result.next();
                final long inserted = result.getLong(1);
                final long written = result.getLong(2);
                return Counts.NONE
                        .plus(Count.CREATED, inserted)
                        .plus(Count.UPDATED, written - inserted)
                        .plus(Count.UNCHANGED, userIds.size() - written);
            }
        }
    }

    private String sql(final Collection<GivenColumn> columns) {
        final String merged =
                mergesAll()
                        ? MERGE_ALL
                        : (common.isEmpty() ? SET : SET_OR_REPLACE)
                                + (shape.deep() ? MERGE_ONE : MERGE_ONE_FLAT)
                                        .repeat(shape.merged().size());
        final String changed =
                shape.whole() ? "present.attributes IS DISTINCT FROM " + merged : NOT_CONTAINED;
        return UPSERT.replace("{columns}", each(columns, ", ", GivenColumn::column))
                .replace("{values}", each(columns, ", ", GivenColumn::value))
                .replace("{given}", given.rows())
                .replace(
                        "{sets}",
                        each(columns, ", ", column -> column.column() + " = " + column.merged()))
                .replace("{changes}", each(columns, " OR ", GivenColumn::changed))
                .replace("{merged}", merged)
                .replace("{changed}", changed);
    }

    /** A text of each column, with what joins it to the text before. */
    private static String each(
            final Collection<GivenColumn> columns,
            final String joint,
            final Function<GivenColumn, String> text) {
        return columns.stream().map(column -> joint + text.apply(column)).collect(joining());
    }

    private boolean mergesAll() {
        return shape.merged().size() > MAX_MERGED_BY_NAME;
    }

    /** Sets the names in what the attributes are merged by, wherever the statement has it. */
    private void setNames(
            final Connection connection, final PreparedStatement upsert, final int first)
            throws SQLException {
        if (mergesAll()) {
            return;
        }
        int index = first;
        for (int use = 0; use < (shape.whole() ? 2 : 1); use++) {
            if (!common.isEmpty()) {
                upsert.setArray(index++, connection.createArrayOf("text", common.toArray()));
            }
            for (final String name : shape.merged()) {
                for (int parameter = 0; parameter < PARAMETERS_OF_MERGE_ONE; parameter++) {
                    upsert.setString(index++, name);
                }
            }
        }
    }

    /** Texts by column, of the columns that some change gives. */
    private static Map<GivenColumn, String[]> others(final List<KeyedChange> changes) {
        final Map<GivenColumn, String[]> given = new EnumMap<>(GivenColumn.class);
        for (final GivenColumn column : GivenColumn.values()) {
            for (int index = 0; index < changes.size(); index++) {
                final String text = column.of(changes.get(index).change());
                if (text != null) {
                    given.computeIfAbsent(column, first -> new String[changes.size()])[index] =
                            text;
                }
            }
        }
        return given;
    }
}
