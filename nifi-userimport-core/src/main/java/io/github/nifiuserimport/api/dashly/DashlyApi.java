// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.DryRunArgument;
import io.github.nifiuserimport.api.Findings;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.api.StatusContext;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.layout.Dialect;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.layout.dashly.TagNames;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /users/import}: the file comes with the request. See docs/dashly.md. */
public final class DashlyApi implements ImportApi {

    /** How many errors are told, which have no other place in this shape. */
    private static final int MAX_ERRORS = 1000;

    private static final int RETRY_AFTER_SECONDS = 10;

    @Override
    public String name() {
        return "dashly";
    }

    /** Older clients have the version in the path. */
    @Override
    public List<String> paths() {
        return List.of("/users/import", "/v1/users/import");
    }

    @Override
    public List<String> methods() {
        return List.of("POST");
    }

    @Override
    public Optional<String> uploadField() {
        return Optional.of("file");
    }

    @Override
    public Map<String, String> impliedArguments(final String app) {
        return Map.of("app", DashlyArguments.SELF_APP);
    }

    @Override
    public Access authorize(final ApiRequest request, final AccessKeys keys) {
        return DashlyAccess.check(request, keys);
    }

    /** All its questions have paths. */
    @Override
    public Optional<StatusRequest> question(final ApiRequest request) {
        return Optional.empty();
    }

    @Override
    public ImportRequest read(
            final ApiRequest request,
            final String app,
            final SentFile file,
            final ImportPolicy policy) {
        return DryRunArgument.applied(
                request,
                DashlyArguments.check(
                        request.method(), request.arguments(), app, file, policy.maxFileBytes()));
    }

    @Override
    public LayoutSettings layout(final ImportRequest file, final ImportPolicy policy) {
        if (!(file instanceof ImportRequest.Upload upload)) {
            throw new IllegalStateException("Dashly's requests bring their file");
        }
        final LayoutSettings others = LayoutSettings.DEFAULTS;
        return new LayoutSettings(
                Dialect.DASHLY,
                others.action(),
                others.createDisposition(),
                upload.key(),
                TagNames.parse(upload.tags()),
                others.mapping(),
                others.unmapped(),
                others.nestedObjects(),
                Limits.DASHLY.withFileBytes(policy.maxFileBytes()),
                others.checkNames(),
                others.keys(),
                others.renamesUsers());
    }

    @Override
    public Optional<HttpReply> accepted(final String jobId) {
        return Optional.empty();
    }

    @Override
    public HttpReply checked(final FileReport report, final String jobId) {
        return report.fault()
                .map(DashlyApi::refused)
                .orElseGet(
                        () ->
                                DashlyReplies.accepted(
                                        report.rowErrors(), report.updatesPlanned(), jobId));
    }

    @Override
    public HttpReply tried(final FileReport check, final DryRunReport report) {
        return DashlyReplies.tried(check, report);
    }

    private static HttpReply refused(final FileFault fault) {
        // What is refused is a parameter of the request; its name goes first.
        return DashlyReplies.refused(
                fault instanceof FileTooLarge ? 413 : 400, "file: " + fault.getMessage());
    }

    @Override
    public HttpReply repeated(final JobStatus job, final Findings findings) throws StoreException {
        if (!job.state().ended() && job.rowsTotal() < 0) {
            // What is wrong with the file, or that all of it is, is not known yet.
            return refused(
                            409,
                            "Idempotency-Key: import "
                                    + job.id()
                                    + " is being checked, or waits to be; try again in "
                                    + RETRY_AFTER_SECONDS
                                    + " seconds")
                    .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        return switch (job.state()) {
            case FAILED -> refused(400, job.error());
            case CANCELLED ->
                    refused(
                            409,
                            "Idempotency-Key: import "
                                    + job.id()
                                    + " was cancelled; send the file with another key to import it");
            case FINISHED ->
                    DashlyReplies.accepted(
                            findings.first(MAX_ERRORS).errors(),
                            job.rowsTotal() - job.counts().get(Count.REJECTED),
                            job.id());
            case PENDING, RUNNING -> DashlyReplies.job(job, findings.first(MAX_ERRORS).errors());
        };
    }

    @Override
    public HttpReply status(
            final JobStatus job, final Findings findings, final StatusContext context)
            throws StoreException {
        return DashlyReplies.job(job, findings.first(MAX_ERRORS).errors());
    }

    @Override
    public HttpReply refused(final int status, final String error) {
        return DashlyReplies.refused(status, error);
    }
}
