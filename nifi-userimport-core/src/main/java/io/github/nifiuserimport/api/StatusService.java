// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.HandOver;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.RejectedRowsFile;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.page.CancelPage;
import io.github.nifiuserimport.page.Element;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.page.JobListPage;
import io.github.nifiuserimport.page.UndoPage;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.text.Text;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers what is asked of import jobs, and of what they have changed. */
public final class StatusService {

    /** The list of jobs, seen from a job's page. */
    private static final String LIST_FROM_JOB = StatusPath.listFrom(StatusPath.ROOT + "/ID");

    private static final String LIST_FROM_HISTORY =
            StatusPath.listFrom(StatusPath.USERS + "ID/history");

    /** The same from where it is asked whether to cancel or undo it. */
    private static final String LIST_FROM_CANCEL =
            StatusPath.listFrom(StatusPath.ROOT + "/ID/cancel");

    /** What is answered where imports are not undone. */
    public static final String UNDOES_NOTHING =
            "Imports are not undone here; send the request to the service that takes imports, with its"
                    + " relationship undo connected";

    private static final String CANCELLED = "The import was cancelled";

    private final JobStore store;
    private final String appId;
    private final ImportLinks links;
    private final Clock clock;

    /**
     * @param store where jobs are kept
     * @param appId the app whose jobs are known; null for those of all apps
     * @param links for replies that need whole addresses
     * @param clock for how long a job has been running
     */
    public StatusService(
            final JobStore store, final String appId, final ImportLinks links, final Clock clock) {
        this.store = store;
        this.appId = appId;
        this.links = links;
        this.clock = clock;
    }

    /**
     * The job, or nothing when it is not known, or another app's: nobody is to tell these apart.
     */
    public Optional<JobStatus> job(final String id) throws StoreException {
        if (id == null || id.isBlank() || id.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return store.status(id).filter(job -> appId == null || appId.equals(job.appId()));
    }

    /**
     * Answers a request of somebody whose pages need no token.
     *
     * @throws StoreException when the store cannot be asked
     */
    public StatusAnswer answer(final StatusRequest request) throws StoreException {
        return answer(request, Optional.empty(), false);
    }

    /**
     * Answers a request.
     *
     * @param pageToken of {@link OwnPage#token}
     * @param undoes whether imports are undone where it came in
     * @throws StoreException when the store cannot be asked
     */
    public StatusAnswer answer(
            final StatusRequest request, final Optional<String> pageToken, final boolean undoes)
            throws StoreException {
        final StatusContext context = context(pageToken, undoes);
        return switch (request) {
            case StatusRequest.OneJob one -> {
                final Optional<JobStatus> job = job(one.id());
                yield job.isPresent()
                        ? new StatusAnswer.OfJob(job.get(), reply(job.get(), one.format(), context))
                        : unknownJob(one.id(), one.format());
            }
            case StatusRequest.RejectedRows rejected -> {
                final Optional<JobStatus> job = job(rejected.id());
                yield job.isPresent()
                        ? rejectedRows(job.get(), rejected)
                        : unknownJob(rejected.id(), rejected.format());
            }
            case StatusRequest.Responses responses -> {
                final Optional<JobStatus> job = job(responses.id());
                yield job.isPresent()
                        ? new StatusAnswer.OfJob(job.get(), responses(job.get()))
                        : unknownJob(responses.id(), responses.format());
            }
            case StatusRequest.CancelQuestion question -> {
                final Optional<JobStatus> job = job(question.id());
                yield job.isPresent()
                        ? cancelQuestion(job.get(), context)
                        : unknownJob(question.id(), question.format());
            }
            case StatusRequest.UndoQuestion question -> {
                final Optional<JobStatus> job = job(question.id());
                yield job.isPresent()
                        ? undoQuestion(job.get(), context)
                        : unknownJob(question.id(), question.format());
            }
            case StatusRequest.Latest latest -> latest(latest, context);
            case StatusRequest.History history -> history(history, context);
            case StatusRequest.Unknown unknown ->
                    notFound(
                            404,
                            "There is nothing at "
                                    + unknown.path()
                                    + "; how imports go is told at "
                                    + StatusPath.ROOT,
                            unknown.format(),
                            StatusPath.listFrom(unknown.path()));
            case StatusRequest.Faulty faulty ->
                    notFound(400, faulty.fault(), faulty.format(), LIST_FROM_JOB);
        };
    }

    /**
     * Cancels a job.
     *
     * @return how it stands; a job that has ended otherwise is not found
     * @throws StoreException when the store cannot be asked
     */
    public StatusAnswer cancel(final StatusRequest.OneJob request) throws StoreException {
        final Optional<JobStatus> job = job(request.id());
        if (job.isEmpty()) {
            return unknownJob(request.id(), request.format());
        }
        final JobStatus now = store.cancel(job.get().id(), CANCELLED);
        return now.state() == JobState.CANCELLED
                ? new StatusAnswer.OfJob(
                        now, reply(now, request.format(), context(Optional.empty(), false)))
                : tooLate(now, request.format());
    }

    /**
     * Has a job undone.
     *
     * @param undoId id of the job that the undo is to be
     * @param flowFileId what hands it over, see {@link io.github.nifiuserimport.job.Delivery}
     * @param handOver hands it over to where it is done
     * @return how the undo stands; a job that cannot be undone is not found
     * @throws StoreException when the store cannot be asked
     */
    public StatusAnswer undo(
            final StatusRequest.OneJob request,
            final String undoId,
            final String flowFileId,
            final HandOver handOver)
            throws StoreException {
        final Optional<JobStatus> job = job(request.id());
        if (job.isEmpty()) {
            return unknownJob(request.id(), request.format());
        }
        try {
            final JobStatus undo =
                    store.registerUndo(
                                    new NewUndo(undoId, job.get().appId(), job.get().id()),
                                    flowFileId,
                                    handOver)
                            .job();
            return new StatusAnswer.OfJob(
                    undo, reply(undo, request.format(), context(Optional.empty(), false)));
        } catch (final UndoRefused refused) {
            return refused.isUnknown()
                    ? unknownJob(request.id(), request.format())
                    : notFound(409, refused.getMessage(), request.format(), LIST_FROM_CANCEL);
        }
    }

    private StatusContext context(final Optional<String> pageToken, final boolean undoes) {
        return new StatusContext(links, clock.instant(), pageToken, undoes);
    }

    private StatusAnswer undoQuestion(final JobStatus job, final StatusContext context)
            throws StoreException {
        if (!context.undoes()) {
            return notFound(403, UNDOES_NOTHING, OwnFormat.HTML, LIST_FROM_CANCEL);
        }
        final JobFindings.Undone undone = store.findings(job.id(), 0).undone();
        return undone != null
                ? notFound(
                        409,
                        Text.format(
                                "Import %s %s undone, by %s",
                                job.id(),
                                undone.at() == null ? "is already being" : "is",
                                undone.by()),
                        OwnFormat.HTML,
                        LIST_FROM_CANCEL)
                : question(
                        job,
                        context,
                        "undo",
                        token -> UndoPage.page(job, OwnPage.TOKEN_ARGUMENT, token));
    }

    private static StatusAnswer cancelQuestion(final JobStatus job, final StatusContext context) {
        return job.state().ended()
                ? tooLate(job, OwnFormat.HTML)
                : question(
                        job,
                        context,
                        "cancel",
                        token -> CancelPage.page(job, OwnPage.TOKEN_ARGUMENT, token));
    }

    /** Asks whoever may have it done. */
    private static StatusAnswer question(
            final JobStatus job,
            final StatusContext context,
            final String doing,
            final Function<String, Element> page) {
        return context.pageToken()
                .<StatusAnswer>map(
                        token ->
                                new StatusAnswer.OfJob(job, HttpReply.page(200, page.apply(token))))
                .orElseGet(
                        () ->
                                notFound(
                                        403,
                                        "To "
                                                + doing
                                                + " imports here, log in with the app's id and a key of"
                                                + " it that writes",
                                        OwnFormat.HTML,
                                        LIST_FROM_CANCEL));
    }

    private static StatusAnswer tooLate(final JobStatus job, final StatusFormat format) {
        return notFound(
                409,
                Text.format(
                        "Import %s has %s: there is nothing left to cancel",
                        job.id(),
                        switch (job.state()) {
                            case FAILED -> "failed";
                            case CANCELLED -> "been cancelled";
                            default -> "finished";
                        }),
                format,
                LIST_FROM_CANCEL);
    }

    private HttpReply reply(
            final JobStatus job, final StatusFormat format, final StatusContext context)
            throws StoreException {
        return format.status(job, most -> store.findings(job.id(), most), context);
    }

    private StatusAnswer rejectedRows(
            final JobStatus job, final StatusRequest.RejectedRows request) {
        final RowNotation notation = job.notation();
        if (notation == null) {
            return notFound(
                    404,
                    job.state().ended()
                            ? Text.format(
                                    "Import %s has no rejected rows: its file could not be read",
                                    job.id())
                            : Text.format(
                                    "The file of import %s is not read yet; ask again when it runs",
                                    job.id()),
                    request.format(),
                    LIST_FROM_JOB);
        }
        if (request.extension() != null && !request.extension().equals(notation.extension())) {
            return notFound(
                    404,
                    Text.format(
                            "The rejected rows of import %s are in rejected.%s",
                            job.id(), notation.extension()),
                    request.format(),
                    LIST_FROM_JOB);
        }
        return new StatusAnswer.OfJob(
                job,
                HttpReply.file(
                        RejectedRowsFile.name(job.fileName(), notation),
                        notation.mimeType() + "; charset=utf-8",
                        output -> RejectedRowsFile.write(store, job.id(), notation, output)));
    }

    private HttpReply responses(final JobStatus job) {
        return HttpReply.file(
                ResponsesFile.name(job.fileName()),
                HttpReply.JSON_LINES,
                output -> ResponsesFile.write(store, job.id(), output));
    }

    private StatusAnswer latest(final StatusRequest.Latest request, final StatusContext context)
            throws StoreException {
        final List<JobStatus> jobs = store.latest(app(), JobListPage.MAX_JOBS);
        return new StatusAnswer.OfList(request.format().list(jobs, request.below(), context));
    }

    private StatusAnswer history(final StatusRequest.History request, final StatusContext context)
            throws StoreException {
        final Optional<UserHistory> history =
                store.history(app(), request.user(), request.before(), UserHistory.MAX_CHANGES);
        return history.isPresent()
                ? new StatusAnswer.OfUser(
                        request.user(),
                        history.get(),
                        request.format().history(history.get(), context))
                : notFound(
                        404,
                        Text.format("No user %s is known", request.user()),
                        request.format(),
                        LIST_FROM_HISTORY);
    }

    /** Files that name no app are imported into the one that it is by default. */
    private String app() {
        return appId == null ? "default" : appId;
    }

    private static StatusAnswer unknownJob(final String id, final StatusFormat format) {
        final StatusFormat.Refusal unknown = format.unknown(id);
        return notFound(unknown.status(), unknown.error(), format, LIST_FROM_JOB);
    }

    private static StatusAnswer notFound(
            final int status, final String reason, final StatusFormat format, final String list) {
        return new StatusAnswer.NotFound(
                reason,
                format instanceof OwnFormat own
                        ? own.refused(status, reason, list)
                        : format.refused(status, reason));
    }
}
