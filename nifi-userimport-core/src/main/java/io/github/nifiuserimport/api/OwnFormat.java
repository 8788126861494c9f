// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.page.JobListPage;
import io.github.nifiuserimport.page.JobPage;
import io.github.nifiuserimport.page.MessagePage;
import java.time.Instant;
import java.util.List;

/** The forms of our own in which it is told of jobs, one or many. */
public enum OwnFormat implements StatusFormat {

    /** In all detail, for programs. */
    JSON {
        @Override
        public HttpReply status(
                final JobStatus job,
                final Findings findings,
                final ImportLinks links,
                final Instant now)
                throws StoreException {
            final JobFindings first = findings.first(MAX_NOTES);
            return json(200, output -> JobJson.write(job, first, links, now, output));
        }

        @Override
        HttpReply list(
                final List<JobStatus> jobs,
                final String below,
                final ImportLinks links,
                final Instant now) {
            return json(200, output -> JobJson.write(jobs, links, now, output));
        }

        @Override
        public HttpReply refused(final int status, final String error) {
            return json(status, output -> JobJson.write(status, error, output));
        }
    },

    /** A page, for people. */
    HTML {
        @Override
        public HttpReply status(
                final JobStatus job,
                final Findings findings,
                final ImportLinks links,
                final Instant now)
                throws StoreException {
            return HttpReply.page(200, new JobPage(job, findings.first(MAX_NOTES), now).page());
        }

        @Override
        HttpReply list(
                final List<JobStatus> jobs,
                final String below,
                final ImportLinks links,
                final Instant now) {
            return HttpReply.page(
                    200, new JobListPage(jobs, ImportLinks.fromList(below), now).page());
        }

        @Override
        public HttpReply refused(final int status, final String error) {
            return HttpReply.page(status, MessagePage.page(status, error));
        }
    };

    /** How many errors, and how many warnings, are told in full. */
    public static final int MAX_NOTES = 100;

    private static HttpReply json(final int status, final HttpReply.Body body) {
        return HttpReply.of(status, HttpReply.JSON, body);
    }

    /**
     * The latest jobs.
     *
     * @param below what stands before a job's id in a link from the page
     */
    abstract HttpReply list(List<JobStatus> jobs, String below, ImportLinks links, Instant now);
}
