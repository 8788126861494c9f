// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowWarning;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Consecutive rows of a part, to be applied in one transaction.
 *
 * @param delivery of the part whose rows these are
 * @param firstRow how many rows of the part are applied before, which is what the ledger must stand
 *     at; in file order the ordinal of the first row
 * @param rows how many rows, rejected and passed over ones included
 * @param accepted the rows that are to be applied, in the part's order
 * @param rejected the rows that are not applied, likewise
 * @param passedOver the rows that say nothing, each with its warning
 * @param last whether the part ends with this batch
 * @param started when the import began, see {@link #inserted}
 * @param sorted whether the file's rows come in the order of their keys, and not as in the file
 * @param wording puts into words what comes up when rows are applied: {@link
 *     io.github.nifiuserimport.layout.RowMapper#word}
 * @param endsAt place of the last row where rows come in the order of their keys, for the ledger
 */
public record Batch(
        Delivery delivery,
        long firstRow,
        int rows,
        List<ImportRow> accepted,
        List<RejectedRow> rejected,
        List<WarnedRow> passedOver,
        boolean last,
        Instant started,
        boolean sorted,
        Function<Finding, RowWarning> wording,
        Optional<KeyPlace> endsAt) {

    /** Of a part whose place in the order of keys is not kept. */
    public Batch(
            final Delivery delivery,
            final long firstRow,
            final int rows,
            final List<ImportRow> accepted,
            final List<RejectedRow> rejected,
            final List<WarnedRow> passedOver,
            final boolean last,
            final Instant started,
            final boolean sorted,
            final Function<Finding, RowWarning> wording) {
        this(
                delivery,
                firstRow,
                rows,
                accepted,
                rejected,
                passedOver,
                last,
                started,
                sorted,
                wording,
                Optional.empty());
    }

    /**
     * The same, as one of an import that began at another time, whose rows come in no certain
     * order.
     */
    public Batch unsorted(final Instant begin) {
        return new Batch(
                delivery,
                firstRow,
                rows,
                accepted,
                rejected,
                passedOver,
                last,
                begin,
                false,
                wording);
    }

    /**
     * All that is counted of the batch: what was written, and what was never to be.
     *
     * @param written what its accepted rows came to
     */
    public Counts counts(final Counts written) {
        final long skipped = written.get(Count.SKIPPED) + passedOver.size();
        return written.plus(Count.ROWS, rows)
                .plus(Count.APPLIED, rows - rejected.size() - skipped)
                .plus(Count.REJECTED, rejected.size())
                .plus(Count.SKIPPED, passedOver.size())
                .plus(Count.WARNINGS, passedOver.size());
    }

    /** Whose rows. */
    public PartId part() {
        return delivery.part();
    }

    /**
     * When a user counts as added who is new with a row of this file: as many microseconds after
     * the import began as there are lines before. Who comes later in a file is the newer one then,
     * in whatever order its rows are applied; and whatever is imported afterwards is newer still,
     * since no file is applied at a million lines a second.
     *
     * @param line of the file on which the user's first row starts
     */
    public Instant inserted(final long line) {
        return started.plus(line, ChronoUnit.MICROS);
    }

    /** The app whose users they are. */
    public String appId() {
        return delivery.job().appId();
    }
}
