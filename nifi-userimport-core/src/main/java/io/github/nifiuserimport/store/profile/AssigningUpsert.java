// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static java.util.stream.Collectors.joining;

import io.github.nifiuserimport.job.run.Batch;
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
import java.util.Set;
import java.util.function.Function;

/**
 * One statement for a batch whose rows only set values: inserts unknown users, updates known ones,
 * and leaves rows alone that already are as given, so that a re-import writes no new version of
 * them.
 *
 * <p>Users are written in one order for all: parts that touch the same users wait for each other,
 * none deadlock.
 *
 * <p>{@code ON CONFLICT} locks every known user, changed or not, and writes WAL for the lock. Where
 * users come in the order of their keys, those that are in their range are therefore read and
 * compared first: one walk along a stretch of the index, instead of a descent for each. Only those
 * who seem to differ go on to the insert, which decides. So it does not matter that another may
 * change a user in between, nor that the walk ends where there are too many others in the range.
 */
final class AssigningUpsert {

    private static final String GIVEN =
            """
            WITH excluded AS MATERIALIZED (
                SELECT user_id, attributes::jsonb AS attributes, line{values}
                FROM ({given}) AS given (user_id, attributes, line{columns})
            )""";

    private static final String DIFFERING =
            """
            , present AS MATERIALIZED (
                SELECT user_id, attributes{columns}
                FROM {schema}.user_profile
                WHERE app_id = ?
                  AND user_id BETWEEN (SELECT min(user_id) FROM excluded)
                                  AND (SELECT max(user_id) FROM excluded)
                ORDER BY user_id
                LIMIT ?
            ), differing AS (
                SELECT excluded.* FROM excluded LEFT JOIN present USING (user_id)
                WHERE present.attributes IS NULL OR {changed}{changes}
            )""";

    private static final String WRITE =
            """
            , written AS (
                INSERT INTO {schema}.user_profile AS present
                    (app_id, user_id, attributes, inserted_at{columns})
                SELECT ?, user_id, attributes,
                       ?::timestamptz + line * interval '1 microsecond'{columns}
                FROM {source}
                {order}
                ON CONFLICT (app_id, user_id) DO UPDATE SET
                    attributes = {merged}{sets},
                    updated_at = now()
                WHERE {changed}{changes}
                RETURNING xmax = 0 AS inserted
            )
            SELECT count(*) FILTER (WHERE inserted) AS created,
                   count(*) FILTER (WHERE NOT inserted) AS updated,
                   {walked} AS walked
            FROM written
            """;

    /**
     * What a transaction has to begin with in which users are compared first. Otherwise PostgreSQL
     * may look up all that are in the range before it sorts them and takes the first.
     */
    static final String WALKING =
            "; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";

    /** How many users are walked past for each one of the file. */
    private static final int MAX_WALKED_PER_USER = 4;

    /**
     * Left out where the given rows stand in that order already. PostgreSQL takes them as they
     * stand then; should it not, two imports might deadlock, and one of them would be tried again.
     */
    private static final String ORDER = "ORDER BY user_id COLLATE \"C\"";

    private static final String SET = "present.attributes || excluded.attributes";

    /**
     * Where a profile has nothing but what all of the batch give, as most have that a file comes
     * for again, what is given is the result: {@code ||} would cost five times as much. A profile
     * that is much larger has more, and is not asked.
     */
    private static final String SET_OR_REPLACE =
            """
            CASE WHEN pg_column_size(present.attributes) < 2 * pg_column_size(excluded.attributes)
                  AND present.attributes - ?::text[] = '{}'{same}
                 THEN excluded.attributes
                 ELSE present.attributes || excluded.attributes{merges} END
            """;

    /** Of an attribute that is merged: one of the two lacks it, or has all of the other. */
    private static final String NOTHING_TO_MERGE =
            " AND ((excluded.attributes -> ?) @> (present.attributes -> ?)) IS NOT FALSE";

    private static final int PARAMETERS_OF_NOTHING_TO_MERGE = 2;

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

    private final SchemaName schema;
    private final Batch batch;
    private final List<KeyedChange> changes;
    private final PatchShape shape;
    private Parameters parameters;

    /**
     * @param changes the batch's rows folded: at least one, of users who each come once
     * @param shape of the changes
     */
    AssigningUpsert(
            final SchemaName schema,
            final Batch batch,
            final List<KeyedChange> changes,
            final PatchShape shape) {
        this.schema = schema;
        this.batch = batch;
        this.changes = changes;
        this.shape = shape;
    }

    /**
     * What is sent with the statement.
     *
     * @param columns that are given beside the attributes
     * @param common names that every change sets; none when there are too many of them
     */
    private record Parameters(
            Collection<GivenColumn> columns, SlicedColumns given, Set<String> common) {

        static Parameters of(final List<KeyedChange> changes) {
            final int size = changes.size();
            final String[] ids = new String[size];
            final String[] attributes = new String[size];
            final Long[] lines = new Long[size];
            final PatchJson.PatchTexts patches = new PatchJson.PatchTexts();
            for (int index = 0; index < size; index++) {
                final KeyedChange each = changes.get(index);
                ids[index] = each.userId();
                attributes[index] = patches.next(each.change().attributes());
                lines[index] = each.line();
            }
            final Map<GivenColumn, String[]> others = others(changes);
            final List<Object[]> columns = new ArrayList<>(List.of(ids, attributes, lines));
            columns.addAll(others.values());
            return new Parameters(
                    others.keySet(),
                    new SlicedColumns(columns),
                    patches.common().size() > MAX_COMMON_NAMES ? Set.of() : patches.common());
        }

        /** Texts by column, of the columns that some change gives. */
        private static Map<GivenColumn, String[]> others(final List<KeyedChange> changes) {
            final Map<GivenColumn, String[]> given = new EnumMap<>(GivenColumn.class);
            for (final GivenColumn column : GivenColumn.values()) {
                for (int index = 0; index < changes.size(); index++) {
                    final Object value = column.of(changes.get(index).change());
                    if (value != null) {
                        given.computeIfAbsent(column, first -> new String[changes.size()])[index] =
                                value.toString();
                    }
                }
            }
            return given;
        }
    }

    /** Does what needs no database. */
    void prepare() {
        if (parameters == null) {
            parameters = Parameters.of(changes);
        }
    }

    /**
     * What became of the users.
     *
     * @param sparse whether too many other users were in the range, so that it was not walked to
     *     its end
     */
    record Result(long created, long updated, boolean sparse) {}

    /**
     * Writes within the caller's transaction.
     *
     * @param comparing whether to walk along the users' range first
     */
    Result write(final Connection connection, final String appId, final boolean comparing)
            throws SQLException {
        prepare();
        final int maxWalked = MAX_WALKED_PER_USER * changes.size();
        try (PreparedStatement upsert = connection.prepareStatement(schema.in(sql(comparing)))) {
            int next = parameters.given().set(connection, upsert, 1);
            if (comparing) {
                upsert.setString(next++, appId);
                upsert.setInt(next++, maxWalked);
                if (shape.whole()) {
                    next = setNames(connection, upsert, next);
                }
            }
            upsert.setString(next++, appId);
            upsert.setString(next++, batch.started().toString());
            next = setNames(connection, upsert, next);
            if (shape.whole()) {
                setNames(connection, upsert, next);
            }
            try (ResultSet result = upsert.executeQuery()) {
                result.next();
                return new Result(
                        result.getLong("created"),
                        result.getLong("updated"),
                        result.getLong("walked") == maxWalked);
            }
        }
    }

    private String sql(final boolean comparing) {
        final Collection<GivenColumn> columns = parameters.columns();
        final String merged = mergesAll() ? MERGE_ALL : merged();
        final String changed =
                shape.whole() ? "present.attributes IS DISTINCT FROM " + merged : NOT_CONTAINED;
        return (GIVEN + (comparing ? DIFFERING : "") + WRITE)
                .replace("{source}", comparing ? "differing" : "excluded")
                .replace("{order}", batch.sorted() && !comparing ? "" : ORDER)
                .replace("{walked}", comparing ? "(SELECT count(*) FROM present)" : "0")
                .replace("{columns}", each(columns, ", ", GivenColumn::column))
                .replace(
                        "{values}",
                        each(columns, ", ", column -> column.value() + " AS " + column.column()))
                .replace("{given}", parameters.given().rows())
                .replace(
                        "{sets}",
                        each(columns, ", ", column -> column.column() + " = " + column.merged()))
                .replace("{changes}", each(columns, " OR ", GivenColumn::changed))
                .replace("{merged}", merged)
                .replace("{changed}", changed);
    }

    private String merged() {
        final int names = shape.merged().size();
        final String merges = (shape.deep() ? MERGE_ONE : MERGE_ONE_FLAT).repeat(names);
        return parameters.common().isEmpty()
                ? SET + merges
                : SET_OR_REPLACE
                        .replace("{same}", NOTHING_TO_MERGE.repeat(names))
                        .replace("{merges}", merges);
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

    /**
     * Sets the names in what the attributes are merged by.
     *
     * @return the index behind the last
     */
    private int setNames(
            final Connection connection, final PreparedStatement upsert, final int first)
            throws SQLException {
        if (mergesAll()) {
            return first;
        }
        int index = first;
        if (!parameters.common().isEmpty()) {
            upsert.setArray(
                    index++, connection.createArrayOf("text", parameters.common().toArray()));
            index = setEach(upsert, index, PARAMETERS_OF_NOTHING_TO_MERGE);
        }
        return setEach(upsert, index, PARAMETERS_OF_MERGE_ONE);
    }

    private int setEach(final PreparedStatement upsert, final int first, final int times)
            throws SQLException {
        int index = first;
        for (final String name : shape.merged()) {
            for (int time = 0; time < times; time++) {
                upsert.setString(index++, name);
            }
        }
        return index;
    }
}
