// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.RejectedRowsFile;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.page.JobListPage;
import io.github.nifiuserimport.page.JobPage;
import io.github.nifiuserimport.page.MessagePage;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.text.Text;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Answers what is asked of import jobs. */
public final class StatusService {

    /** How many errors, and how many warnings, are told in full. */
    public static final int MOST_NOTES = 100;

    /** How many errors are told in Dashly's shape, which has no other place for them. */
    private static final int MOST_DASHLY_NOTES = 1000;

    /** How many jobs are listed. */
    private static final String RETRY_AFTER_SECONDS = "5";

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
     * Answers a request.
     *
     * @throws StoreException when the store cannot be asked; see {@link #unavailable}
     */
    public StatusAnswer answer(final StatusRequest request) throws StoreException {
        return switch (request) {
            case StatusRequest.OneJob one -> {
                final Optional<JobStatus> job = job(one.id());
                yield job.isPresent()
                        ? new StatusAnswer.OfJob(job.get(), reply(job.get(), one.format()))
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
            case StatusRequest.Latest latest -> latest(latest);
            case StatusRequest.Unknown unknown ->
                    notFound(404, "There is nothing at " + unknown.path(), unknown.format());
            case StatusRequest.Faulty faulty -> notFound(400, faulty.fault(), faulty.format());
        };
    }

    /** The reply while the store is away. */
    public static HttpReply unavailable(final StatusFormat format) {
        return refusal(
                        503,
                        "How imports go cannot be looked up at the moment; ask again in "
                                + RETRY_AFTER_SECONDS
                                + " seconds",
                        format)
                .with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** The reply to what should have been answered; the reason is in the log. */
    public static HttpReply broken(final StatusFormat format) {
        return refusal(500, "This cannot be answered because of a fault of the service", format);
    }

    private HttpReply reply(final JobStatus job, final StatusFormat format) throws StoreException {
        return switch (format) {
            case LEANPLUM -> HttpReply.of(new LeanplumReply.Known(job, links.responses(job)));
            case DASHLY ->
                    HttpReply.of(
                            new DashlyReply.Known(
                                    job, store.findings(job.id(), MOST_DASHLY_NOTES).errors()));
            case JSON -> {
                final JobFindings findings = store.findings(job.id(), MOST_NOTES);
                yield HttpReply.of(
                        200,
                        HttpReply.JSON,
                        output -> JobJson.write(job, findings, links, clock.instant(), output));
            }
            case HTML ->
                    HttpReply.page(
                            200,
                            new JobPage(job, store.findings(job.id(), MOST_NOTES), clock.instant())
                                    .page());
        };
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
                    request.format());
        }
        if (request.extension() != null && !request.extension().equals(notation.extension())) {
            return notFound(
                    404,
                    Text.format(
                            "The rejected rows of import %s are in rejected.%s",
                            job.id(), notation.extension()),
                    request.format());
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

    private StatusAnswer latest(final StatusRequest.Latest request) throws StoreException {
        // Files that name no app are imported into this one.
        final List<JobStatus> jobs =
                store.latest(appId == null ? "default" : appId, JobListPage.MOST_JOBS);
        return new StatusAnswer.OfList(
                request.format() == StatusFormat.HTML
                        ? HttpReply.page(
                                200,
                                new JobListPage(
                                                jobs,
                                                ImportLinks.fromList(request.below()),
                                                clock.instant())
                                        .page())
                        : HttpReply.of(
                                200,
                                HttpReply.JSON,
                                output -> JobJson.write(jobs, links, clock.instant(), output)));
    }

    private static StatusAnswer unknownJob(final String id, final StatusFormat format) {
        final boolean given = id != null && !id.isBlank();
        return switch (format) {
            case LEANPLUM ->
                    notFound(
                            400,
                            given
                                    ? Text.format("jobId: no import job %s is known", id)
                                    : "jobId is missing: give the one that action=multi replied",
                            format);
            default ->
                    notFound(
                            404,
                            given ? Text.format("No import %s is known", id) : "No import is named",
                            format);
        };
    }

    private static StatusAnswer notFound(
            final int status, final String reason, final StatusFormat format) {
        return new StatusAnswer.NotFound(reason, refusal(status, reason, format));
    }

    private static HttpReply refusal(
            final int status, final String reason, final StatusFormat format) {
        return switch (format) {
            case LEANPLUM -> HttpReply.of(ApiDialect.LEANPLUM.refusal(status, reason));
            case DASHLY -> HttpReply.of(ApiDialect.DASHLY.refusal(status, reason));
            case JSON ->
                    HttpReply.of(
                            status,
                            HttpReply.JSON,
                            output -> JobJson.write(status, reason, output));
            case HTML -> HttpReply.page(status, MessagePage.page(status, reason));
        };
    }
}
