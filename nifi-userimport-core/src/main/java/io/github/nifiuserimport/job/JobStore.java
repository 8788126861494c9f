// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.job.history.UserHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where jobs, and what came of their rows, are kept. Safe for use by many threads. */
public interface JobStore {

    /**
     * Registers a job that is to run later, as PENDING; one that is known stays as it is.
     *
     * @param flowFileId what registers it, see {@link Delivery#flowFileId()}
     */
    RegisteredJob register(NewJob job, String flowFileId) throws StoreException;

    /**
     * Registers a job as PENDING and hands its file over, both or neither; a job that is known
     * stays as it is, and nothing is handed over. Of calls for one job at the same moment, the
     * others wait for the first.
     *
     * <p>The file is handed over before the transaction is committed: after a crash between the
     * two, there is a file whose job is not known, and it registers that when it is opened. A job
     * without a file would wait for ever.
     *
     * @param flowFileId what registers it, see {@link Delivery#flowFileId()}
     * @param handOver called at most once; what it throws reaches the caller, and there is no job
     * @return whether this call registered it, and handed the file over
     * @throws StoreException before anything was handed over, but for one that is {@link
     *     StoreException#outcomeUnknown()}: the file was, and the job may be registered
     */
    RegisteredJob register(NewJob job, String flowFileId, HandOver handOver) throws StoreException;

    /**
     * Registers a job that is FAILED from the start, such as one whose file was refused; one that
     * is known stays as it is.
     *
     * @param reason see {@link #fail}
     * @param flowFileId what registers and ends it, see {@link Delivery#flowFileId()}
     * @return whether this call registered it
     */
    RegisteredJob registerFailed(NewJob job, String reason, String flowFileId)
            throws StoreException;

    /**
     * Registers an undo as PENDING and hands it over, both or neither; one that is known stays as
     * it is, and nothing is handed over.
     *
     * @param flowFileId what registers it, see {@link Delivery#flowFileId()}
     * @param handOver as for a file, see {@link #register(NewJob, String, HandOver)}
     * @throws UndoRefused when the job cannot be undone
     */
    RegisteredJob registerUndo(NewUndo undo, String flowFileId, HandOver handOver)
            throws StoreException, UndoRefused;

    /**
     * Registers the job (if it is not yet known) and the part, and marks the job RUNNING (unless it
     * has ended).
     *
     * @return where the part stands: at row 0, or further on when it was delivered before
     * @throws StoreException when the store cannot do it
     */
    OpenedPart open(NewJob job, PartId part) throws StoreException;

    /**
     * Notes how many data rows a part has, once its file has been checked, and in which order they
     * are applied; what another delivery of the part has noted stays.
     *
     * @param keyColumn name of the column of whose keys it is the order; nothing for file order
     * @return where the part stands
     */
    PartProgress counted(PartId part, long rows, Optional<String> keyColumn) throws StoreException;

    /**
     * Marks a job FAILED, unless it has ended already; of one that was cancelled, it is noted that
     * this tells of its end, as {@link #tellCancelled} does.
     *
     * @param reason for people: names file, line and column
     * @param flowFileId what ended it, when this does; see {@link Delivery#flowFileId()}
     * @return the job as it stands
     */
    JobStatus fail(String jobId, String reason, String flowFileId) throws StoreException;

    /**
     * Cancels a job, unless it has ended already. Once this has returned, nothing more of it is
     * applied, on whichever node: a batch that is just being committed is waited for.
     *
     * @param reason for people
     * @return the job as it stands
     */
    JobStatus cancel(String jobId, String reason) throws StoreException;

    /**
     * Notes which FlowFile tells of the end of a cancelled job, so that it is told once; does
     * nothing when that is known, or the job is not cancelled.
     *
     * @param flowFileId see {@link Delivery#flowFileId()}
     * @return the job as it stands
     */
    JobStatus tellCancelled(String jobId, String flowFileId) throws StoreException;

    /** The job as it stands, or nothing when no such job is known. */
    Optional<JobStatus> status(String jobId) throws StoreException;

    /**
     * The latest jobs of an app, newest first.
     *
     * @param max how many at most
     */
    List<JobStatus> latest(String appId, int max) throws StoreException;

    /**
     * The jobs of some apps, all together. Reads all of them, so it is not for each request: a
     * tenth of a second for 100,000 jobs.
     */
    JobTotals totals(Collection<String> appIds) throws StoreException;

    /**
     * What has been found wrong in a job's rows so far.
     *
     * @param max how many errors, and how many warnings, are told in full
     */
    JobFindings findings(String jobId, int max) throws StoreException;

    /** Tells of every row processed so far, without holding them all in memory. */
    void rowResults(String jobId, RowResults results) throws StoreException;

    /**
     * Removes the rejected rows and warnings of jobs that ended before a moment; their counts stay.
     * In transactions of one job each.
     */
    Pruned pruneRows(Instant endedBefore) throws StoreException;

    /**
     * Removes jobs that ended before a moment, and all that is kept of them. A file whose job is
     * removed would be applied again if it came again. In transactions of some jobs each.
     */
    Pruned pruneJobs(Instant endedBefore) throws StoreException;

    /**
     * What was changed of a user, the latest changes first.
     *
     * @param user the user's id; where nobody has it, an e-mail address: of several users with one,
     *     the one who was active last
     * @param before only changes made before that time; nothing for the latest
     * @param max how many changes are told of at most, but for those that were made at the same
     *     microsecond
     * @return nothing where no such user is known
     */
    Optional<UserHistory> history(String appId, String user, Optional<Instant> before, int max)
            throws StoreException;

    /**
     * Removes what is kept of changes that were made longer ago than this store keeps them. In
     * transactions of some changes each.
     */
    Pruned pruneHistory() throws StoreException;

    /** Where this store is, for people: {@code postgresql://db.example.com/users}. No secrets. */
    String location();

    /** Hands over a job's rejected rows in file order, without holding them all in memory. */
    void rejectedRows(String jobId, Consumer<RejectedRow> consumer) throws StoreException;
}
