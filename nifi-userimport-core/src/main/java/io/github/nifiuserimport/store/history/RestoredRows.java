// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows that undos have put back, the latest first: the table {@code history_restored}. Of a row
 * that is there again there is no image, as there was nothing before.
 */
final class RestoredRows {

    /** Each is of an undo of its own. */
    private static final int MAX = 1_000;

    static final String PROFILES = "back.kind = 'user_profile' AND back.id = ANY (?)";

    static final String DEVICES =
            "back.kind = 'device' AND back.id IN (" + DeviceChanges.EVER_HAD + ")";

    private static final String RESTORED =
            """
            SELECT back.id, back.change, change.made, change.job AS job_number, {job}
            FROM {schema}.history_restored AS back
            JOIN {schema}.history_change AS change ON change.id = back.change
            LEFT JOIN {schema}.import_job AS job ON job.number = change.job
            WHERE {which} AND change.made < ?::timestamptz
            ORDER BY back.change DESC LIMIT
            """
                    + (MAX + 1);

    private final List<Row> rows = new ArrayList<>();
    private int next;

    /**
     * Reads them.
     *
     * @param which {@link #PROFILES} or {@link #DEVICES}
     */
    RestoredRows(
            final Connection connection,
            final SchemaName schema,
            final HistoryScope scope,
            final String which)
            throws SQLException {
        scope.forEach(
                connection,
                schema,
                RESTORED.replace("{which}", which),
                select -> select.setString(2, scope.beforeText()),
                row ->
                        rows.add(
                                new Row(
                                        row.getLong("id"),
                                        row.getLong("change"),
                                        HistoryScope.instant(row, "made"),
                                        HistoryScope.job(row, "job"))));
    }

    /**
     * A row that was put back.
     *
     * @param change since which it is there again
     */
    record Row(long id, long change, Instant made, ChangingJob job) {}

    /**
     * Tells of those that were put back after a change, and not told of yet.
     *
     * @param after what each row was after them; those told of are taken out
     * @param fields tells that it was made as it is
     */
    <S> void tellThoseAfter(
            final long change,
            final Timeline timeline,
            final Map<Long, S> after,
            final Function<S, List<FieldChange>> fields) {
        for (; next < rows.size() && rows.get(next).change() > change; next++) {
            final Row row = rows.get(next);
            final S state = after.remove(row.id());
            if (state != null) {
                timeline.add(row.made(), row.job(), fields.apply(state));
            }
        }
    }

    /** Tells of all others, where it is known what each row was. */
    <S> void tellOthers(
            final Timeline timeline,
            final Map<Long, S> after,
            final Function<S, List<FieldChange>> fields) {
        tellThoseAfter(Long.MIN_VALUE, timeline, after, fields);
        if (rows.size() > MAX) {
            timeline.endsAt(rows.getLast().made());
        }
    }
}
