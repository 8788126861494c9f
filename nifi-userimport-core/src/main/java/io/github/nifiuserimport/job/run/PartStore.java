// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import java.util.Optional;
import java.util.function.Function;

/** All that is asked of a store while a part of a job is applied. */
public interface PartStore {

    /** See {@link io.github.nifiuserimport.job.JobStore#open}. */
    OpenedPart open(NewJob job, PartId part) throws StoreException;

    /** See {@link io.github.nifiuserimport.job.JobStore#counted}. */
    PartProgress counted(PartId part, long rows, Optional<String> keyColumn) throws StoreException;

    /** See {@link io.github.nifiuserimport.job.JobStore#fail}. */
    JobStatus fail(String jobId, String reason, String flowFileId) throws StoreException;

    /** See {@link io.github.nifiuserimport.job.JobStore#tellCancelled}. */
    JobStatus tellCancelled(String jobId, String flowFileId) throws StoreException;

    /** See {@link io.github.nifiuserimport.job.JobStore#status}. */
    Optional<JobStatus> status(String jobId) throws StoreException;

    /**
     * What prepares the batches of one run of an import, one after the other: does all of a batch's
     * work that needs no database. Meant for a thread other than the one that applies the batch
     * before. It learns from batches that were applied how the next are written best.
     */
    Function<Batch, PreparedBatch> preparation();
}
