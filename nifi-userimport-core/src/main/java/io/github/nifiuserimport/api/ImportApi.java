// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.layout.LayoutSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's HTTP API by which imports are started and asked for: its arguments, its keys and the
 * envelope of its replies. There is one implementation for each vendor, without state.
 */
public interface ImportApi extends StatusFormat {

    /** Its name, in lower case: {@code leanplum}. */
    String name();

    /** The paths on which it is called, each without a {@code /} at its end. */
    List<String> paths();

    /**
     * Whether it is called on a path; one with a {@code /} at its end is the same.
     *
     * @param path as in the request's first line, without the query
     */
    default boolean takes(final String path) {
        return paths().contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The HTTP methods that start an import. */
    List<String> methods();

    /** The field of a form that carries a file, and is no argument; nothing where none does. */
    Optional<String> uploadField();

    /**
     * The arguments that a flow need not give which starts an import without a request.
     *
     * @param app whose users are imported
     */
    Map<String, String> impliedArguments(String app);

    /**
     * Whether a request may go on, by the key it carries. It may be asked before the body is read,
     * with the arguments known until then; what is done with the request goes by what is said when
     * all of them are known.
     */
    Access authorize(ApiRequest request, AccessKeys keys);

    /** What a request asks of jobs by its arguments, on no path of its own; else nothing. */
    Optional<StatusRequest> question(ApiRequest request);

    /**
     * The import that a request asks for, or the first thing that is wrong with it.
     *
     * @param app the app it may import into
     * @param file what came with it
     */
    ImportRequest read(ApiRequest request, String app, SentFile file, ImportPolicy policy);

    /**
     * How the columns of a file are read that came with a request, or that one names.
     *
     * @param file an {@link ImportRequest.Upload} or an {@link ImportRequest.FromBucket}
     * @throws IllegalStateException where the API's requests are not of that kind
     */
    LayoutSettings layout(ImportRequest file, ImportPolicy policy);

    /**
     * The reply to a request as soon as its job is registered; nothing where the file is checked
     * first, for {@link #checked} to answer.
     */
    Optional<HttpReply> accepted(String jobId);

    /**
     * The reply to a request whose file was checked.
     *
     * @param jobId the job's id, or null when there is none
     */
    HttpReply checked(FileReport report, String jobId);

    /**
     * The reply to a request for a dry run.
     *
     * @param check of the file, which has no fault
     */
    HttpReply tried(FileReport check, DryRunReport report);

    /**
     * The reply to a request that came before, with the same idempotency key.
     *
     * @param job that the first one started
     */
    HttpReply repeated(JobStatus job, Findings findings) throws StoreException;
}
