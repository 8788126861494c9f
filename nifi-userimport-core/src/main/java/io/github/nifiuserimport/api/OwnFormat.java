// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.page.Document;
import io.github.nifiuserimport.page.Element;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.page.JobListPage;
import io.github.nifiuserimport.page.JobPage;
import io.github.nifiuserimport.page.MessagePage;
import io.github.nifiuserimport.page.UserHistoryPage;
import java.util.List;
import java.util.Optional;

/** The forms of our own in which it is told of jobs, one or many, and of users. */
public enum OwnFormat implements StatusFormat {

    /** In all detail, for programs. */
    JSON {
        @Override
        public HttpReply status(
                final JobStatus job, final Findings findings, final StatusContext context)
                throws StoreException {
            final JobFindings first = findings.first(MAX_NOTES);
            return json(
                    200,
                    output -> JobJson.write(job, first, context.links(), context.now(), output));
        }

        @Override
        HttpReply list(
                final List<JobStatus> jobs, final String below, final StatusContext context) {
            return json(200, output -> JobJson.write(jobs, context.links(), context.now(), output));
        }

        @Override
        HttpReply history(final UserHistory history, final StatusContext context) {
            return json(200, output -> UserHistoryJson.write(history, output));
        }

        @Override
        public HttpReply refused(final int status, final String error) {
            return json(status, output -> JobJson.write(status, error, output));
        }

        @Override
        HttpReply refused(final int status, final String error, final String list) {
            return refused(status, error);
        }
    },

    /** A page, for people. */
    HTML {
        @Override
        public HttpReply status(
                final JobStatus job, final Findings findings, final StatusContext context)
                throws StoreException {
            return page(
                    new JobPage(
                                    job,
                                    findings.first(MAX_NOTES),
                                    context.now(),
                                    context.mayCancel(),
                                    context.mayUndo())
                            .page(),
                    context);
        }

        @Override
        HttpReply list(
                final List<JobStatus> jobs, final String below, final StatusContext context) {
            return page(
                    new JobListPage(jobs, ImportLinks.fromList(below), context.now()).page(),
                    context);
        }

        @Override
        HttpReply history(final UserHistory history, final StatusContext context) {
            return page(UserHistoryPage.page(history), context);
        }

        @Override
        public HttpReply refused(final int status, final String error) {
            return HttpReply.page(status, MessagePage.page(status, error, Optional.empty()));
        }

        @Override
        HttpReply refused(final int status, final String error, final String list) {
            return HttpReply.page(status, MessagePage.page(status, error, Optional.of(list)));
        }
    };

    /** How many errors, and how many warnings, are told in full. */
    public static final int MAX_NOTES = 100;

    private static HttpReply json(final int status, final HttpReply.Body body) {
        return HttpReply.of(status, HttpReply.JSON, body);
    }

    private static HttpReply page(final Element page, final StatusContext context) {
        return HttpReply.page(
                200,
                context.pageToken()
                        .map(token -> Document.withMeta(page, OwnPage.META, token))
                        .orElse(page));
    }

    /**
     * The latest jobs.
     *
     * @param below what stands before a job's id in a link from the page
     */
    abstract HttpReply list(List<JobStatus> jobs, String below, StatusContext context);

    /** What was changed of a user. */
    abstract HttpReply history(UserHistory history, StatusContext context);

    /**
     * Why nothing is told, with a way on where the form has links.
     *
     * @param list the list of jobs, seen from the page
     */
    abstract HttpReply refused(int status, String error, String list);
}
