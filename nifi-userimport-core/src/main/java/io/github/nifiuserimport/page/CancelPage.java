// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;

/** The page that asks whether a job is to be cancelled, which its form says. */
public final class CancelPage {

    private CancelPage() {}

    /**
     * A page; its address is that of the job with {@code /cancel} behind it, and its form is sent
     * there.
     *
     * @param tokenName name of the field that shows that the form is of our own page
     * @param token its value
     */
    public static Element page(final JobStatus job, final String tokenName, final String token) {
        return new JobQuestion("Cancel", "No, let it go on", consequences(job))
                .page(job, tokenName, token);
    }

    private static String consequences(final JobStatus job) {
        final long rows = job.counts().get(Count.ROWS);
        if (job.isUndo()) {
            return rows == 0
                    ? "Nothing has been taken back yet."
                    : Text.format(
                            "So far, %s of %s taken back. These remain so; the others stay as the"
                                    + " import left them.",
                            PlainWords.number(rows),
                            PlainWords.count(job.rowsTotal(), "change is", "changes are"));
        }
        return rows == 0
                ? "No row has been applied yet. The file comes out of the flow as it is, to be imported"
                        + " another time."
                : Text.format(
                        "So far, %s of %s done. What is applied stays applied; the other rows come out of"
                                + " the flow as a file, to be imported another time.",
                        PlainWords.number(rows),
                        job.rowsTotal() < 0
                                ? "the file's rows are"
                                : PlainWords.count(job.rowsTotal(), "row is", "rows are"));
    }
}
