// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;

import io.github.nifiuserimport.job.JobStatus;
import java.util.List;

/** What a job is called on the pages: its file, whose name is anybody's; or the undo of that. */
final class JobTitle {

    private static final String UNDO_OF = "Undo of ";

    private JobTitle() {}

    static String text(final JobStatus job) {
        return (job.isUndo() ? UNDO_OF : "") + job.fileName();
    }

    /** The same within a page. */
    static List<Part> parts(final JobStatus job) {
        final Part file = Element.of("bdi", job.fileName());
        return job.isUndo() ? List.of(Part.text(UNDO_OF), file) : List.of(file);
    }

    /** The heading of the job's page. */
    static Element heading(final JobStatus job) {
        return Element.of("h1", attribute("title", job.fileName())).with(parts(job));
    }
}
