// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;

/** The page that asks whether a job is to be undone, which its form says. */
public final class UndoPage {

    private UndoPage() {}

    /**
     * A page; its address is that of the job with {@code /undo} behind it, and its form is sent
     * there.
     *
     * @param tokenName name of the field that shows that the form is of our own page
     * @param token its value
     */
    public static Element page(final JobStatus job, final String tokenName, final String token) {
        return new JobQuestion("Undo", "No, leave it as it is", consequences(job))
                .page(job, tokenName, token);
    }

    private static String consequences(final JobStatus job) {
        final String back =
                job.isUndo()
                        ? "What this undo took back is there again, as the import had left it."
                        : Text.format(
                                "Users, their devices and events go back to what they were before this"
                                        + " import, which applied %s.",
                                PlainWords.count(job.counts().get(Count.APPLIED), "row", "rows"));
        return back
                + " Whatever something else has changed since stays as it is, and is listed. The undo"
                + " appears among the imports, and can itself be undone.";
    }
}
