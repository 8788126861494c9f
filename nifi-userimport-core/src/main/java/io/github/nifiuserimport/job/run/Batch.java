// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import java.util.List;

/**
 * Consecutive rows of a part, ready to be applied in one transaction.
 *
 * @param part whose rows
 * @param appId the app whose users they are
 * @param firstRow ordinal of the first row, from 0: what the ledger must stand at
 * @param rows how many rows, rejected and passed over ones included
 * @param accepted the rows that are to be applied, in file order
 * @param rejected the rows that are not applied
 * @param passedOver the rows that say nothing, each with its warning
 * @param last whether the part ends with this batch
 * @param delivery which delivery of the part this is: the FlowFile, in NiFi. It is noted as what
 *     ended the job when it does
 */
public record Batch(
        PartId part,
        String appId,
        long firstRow,
        int rows,
        List<ImportRow> accepted,
        List<RejectedRow> rejected,
        List<WarnedRow> passedOver,
        boolean last,
        String delivery) {

    /** One in which no row is passed over. */
    public Batch(
            final PartId part,
            final String appId,
            final long firstRow,
            final int rows,
            final List<ImportRow> accepted,
            final List<RejectedRow> rejected,
            final boolean last,
            final String delivery) {
        this(part, appId, firstRow, rows, accepted, rejected, List.of(), last, delivery);
    }
}
