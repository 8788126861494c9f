// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.PartProgress;
import java.util.Optional;

/** How the import of a part ended. */
public sealed interface ImportOutcome {

    /**
     * All rows are applied or rejected, now or by an earlier delivery.
     *
     * @param job as it stands; FINISHED when this was its last part
     */
    record Done(JobStatus job) implements ImportOutcome {}

    /**
     * The job is FAILED, by this part or before.
     *
     * @param job as it stands, with its error
     */
    record Failed(JobStatus job) implements ImportOutcome {}

    /**
     * The job is CANCELLED, and rows of the part are left.
     *
     * @param job as it stands
     * @param reached which rows are not left, see {@link FileImport#writeUnprocessed}; nothing when
     *     that is not known, since the part is of another split than the job's
     */
    record Cancelled(JobStatus job, Optional<PartProgress> reached) implements ImportOutcome {}

    /** It was asked to stop; the next delivery goes on from the last batch. */
    record Stopped() implements ImportOutcome {}
}
