// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.row.RowNotation;
import java.util.regex.Pattern;

/**
 * Addresses of what there is on jobs. None carries a key.
 *
 * @param imports what stands before a job's id
 * @param list the list of jobs
 */
public record ImportLinks(String imports, String list) {

    /** The Host header comes from the client: nothing but a name or an address, and a port. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    /**
     * Absolute links.
     *
     * @param publicUrl where the API is, seen from outside; null or blank to go by the request
     * @param scheme by which the request came: http or https
     * @param host the request's Host header, or null. When it is not usable either, links are
     *     without scheme and host
     */
    public static ImportLinks absolute(
            final String publicUrl, final String scheme, final String host) {
        final String base;
        if (publicUrl != null && !publicUrl.isBlank()) {
            base = publicUrl.strip().replaceFirst("/+$", "");
        } else if (host != null && HOST.matcher(host).matches()) {
            base = scheme + "://" + host;
        } else {
            base = "";
        }
        return new ImportLinks(base + "/imports/", base + "/imports");
    }

    /**
     * Links within the pages: they hold behind any proxy. They begin with a dot, so that no id is
     * taken for a scheme.
     */
    static ImportLinks fromJobPage() {
        return new ImportLinks("./", "../imports");
    }

    /** Links from the history of a user, likewise. */
    static ImportLinks fromHistoryPage() {
        return new ImportLinks("../../imports/", "../../imports");
    }

    /**
     * Links from the list.
     *
     * @param below what stands before a job's id
     */
    public static ImportLinks fromList(final String below) {
        return new ImportLinks("./" + below, "");
    }

    public String page(final JobStatus job) {
        return page(job.id());
    }

    String page(final String jobId) {
        return imports + PathSegment.encode(jobId);
    }

    /** Where it is asked whether to cancel the job. */
    public String cancel(final JobStatus job) {
        return page(job) + "/cancel";
    }

    /** Where it is asked whether to undo the job. */
    public String undo(final JobStatus job) {
        return page(job) + "/undo";
    }

    public String json(final JobStatus job) {
        return page(job) + ".json";
    }

    public String responses(final JobStatus job) {
        return page(job) + "/responses.jsonl";
    }

    /** Null while the file's columns are not known. */
    public String rejectedRows(final JobStatus job) {
        final RowNotation notation = job.notation();
        return notation == null ? null : page(job) + "/rejected." + notation.extension();
    }
}
