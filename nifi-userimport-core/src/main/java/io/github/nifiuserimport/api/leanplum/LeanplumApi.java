// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.DryRunArgument;
import io.github.nifiuserimport.api.Findings;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.Quoted;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.api.StatusContext;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.layout.ActionChoice;
import io.github.nifiuserimport.layout.Dialect;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.row.FileTooLarge;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api?action=multi}: the file is an object in a bucket. See docs/leanplum.md. */
public final class LeanplumApi implements ImportApi {

    static final String API_VERSION = "1.0.6";

    /** The {@code action} that starts imports. */
    static final String START = "multi";

    /** The {@code action} that asks for a job, on no path of its own. */
    static final String QUESTION = "getMultiResults";

    @Override
    public String name() {
        return "leanplum";
    }

    @Override
    public List<String> paths() {
        return List.of("/api");
    }

    @Override
    public List<String> methods() {
        return List.of("GET", "POST");
    }

    @Override
    public Optional<String> uploadField() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> impliedArguments(final String app) {
        return Map.of(
                "action", START, "apiVersion", API_VERSION, "createJob", "true", "appId", app);
    }

    @Override
    public Access authorize(final ApiRequest request, final AccessKeys keys) {
        return LeanplumAccess.check(
                request, request.isForImports() || question(request).isPresent(), keys);
    }

    @Override
    public Optional<StatusRequest> question(final ApiRequest request) {
        if (!QUESTION.equals(request.arguments().get("action"))) {
            return Optional.empty();
        }
        if (request.argument("apiVersion").isBlank()) {
            return Optional.of(
                    new StatusRequest.Faulty("apiVersion is missing: give " + API_VERSION, this));
        }
        return Optional.of(new StatusRequest.OneJob(request.arguments().get("jobId"), this));
    }

    @Override
    public ImportRequest read(
            final ApiRequest request,
            final String app,
            final SentFile file,
            final ImportPolicy policy) {
        final String named = request.argument("appId");
        if (!named.isBlank() && !named.equals(app)) {
            return new ImportRequest.Refused(
                    403,
                    "appId: "
                            + Quoted.of(named)
                            + " is not "
                            + Quoted.of(app)
                            + ", which this is for");
        }
        final ImportRequest wanted =
                DryRunArgument.applied(request, LeanplumArguments.check(request, policy));
        return wanted instanceof ImportRequest.DryRun && policy.folder().isEmpty()
                ? new ImportRequest.Refused(
                        400,
                        "dry_run: what is in a bucket is fetched after this call; try the file with"
                                + " ValidateUserImport in the flow, or set Bucket Folder where buckets are"
                                + " folders of this machine")
                : wanted;
    }

    @Override
    public LayoutSettings layout(final ImportRequest file, final ImportPolicy policy) {
        if (!(file instanceof ImportRequest.FromBucket object)) {
            throw new IllegalStateException("Leanplum's requests bring no file");
        }
        final LayoutSettings others = LayoutSettings.DEFAULTS;
        return new LayoutSettings(
                Dialect.LEANPLUM,
                Optional.ofNullable(object.action())
                        .flatMap(Action::named)
                        .<ActionChoice>map(ActionChoice.Default::new)
                        .orElseGet(ActionChoice.OfRow::new),
                others.createDisposition(),
                others.importKey(),
                others.tags(),
                others.mapping(),
                others.unmapped(),
                others.nestedObjects(),
                Limits.NONE.withFileBytes(policy.maxFileBytes()),
                others.checkNames(),
                others.keys(),
                others.renamesUsers());
    }

    @Override
    public Optional<HttpReply> accepted(final String jobId) {
        return Optional.of(LeanplumReplies.accepted(jobId));
    }

    @Override
    public HttpReply checked(final FileReport report, final String jobId) {
        return report.fault()
                .map(
                        fault ->
                                refused(
                                        fault instanceof FileTooLarge ? 413 : 400,
                                        "file: " + fault.getMessage()))
                .orElseGet(() -> LeanplumReplies.accepted(jobId));
    }

    @Override
    public HttpReply tried(final FileReport check, final DryRunReport report) {
        return LeanplumReplies.tried(check, report);
    }

    @Override
    public HttpReply repeated(final JobStatus job, final Findings findings) {
        return LeanplumReplies.accepted(job.id());
    }

    @Override
    public HttpReply status(
            final JobStatus job, final Findings findings, final StatusContext context) {
        return LeanplumReplies.job(job, context.links().responses(job));
    }

    @Override
    public Refusal unknown(final String id) {
        return new Refusal(
                400,
                id == null || id.isBlank()
                        ? "jobId is missing: give the one that action=multi replied"
                        : "jobId: no import job " + id + " is known");
    }

    @Override
    public HttpReply refused(final int status, final String error) {
        return LeanplumReplies.refused(status, error);
    }
}
