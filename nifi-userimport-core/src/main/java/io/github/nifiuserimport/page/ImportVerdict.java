// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;

/** How an import stands, in a sentence or two. */
final class ImportVerdict {

    private ImportVerdict() {}

    static String of(final JobStatus job) {
        final Counts counts = job.counts();
        return switch (job.state()) {
            case PENDING -> "The file is waiting for its turn. This page refreshes by itself.";
            case RUNNING ->
                    (job.rowsTotal() < 0
                                    ? "The file is being checked."
                                    : Text.format(
                                            "%s of %s done.",
                                            PlainWords.number(counts.get(Count.ROWS)),
                                            rows(job.rowsTotal())))
                            + " This page refreshes by itself.";
            case FINISHED -> finished(counts);
            case CANCELLED ->
                    counts.get(Count.ROWS) == 0
                            ? "It was cancelled before its first row: nothing in the file was imported."
                            : Text.format(
                                    "It was cancelled after %s of %s. What was applied is kept; the other"
                                            + " rows come out of the flow as a file to import.",
                                    PlainWords.number(counts.get(Count.ROWS)),
                                    job.rowsTotal() < 0
                                            ? "the file's rows"
                                            : rows(job.rowsTotal()));
            case FAILED ->
                    counts.get(Count.APPLIED) == 0
                            ? "Nothing in the file was imported."
                            : Text.format(
                                    "%s applied before it failed. What was applied is kept.",
                                    PlainWords.count(
                                            counts.get(Count.APPLIED), "row was", "rows were"));
        };
    }

    private static String finished(final Counts counts) {
        final long rejected = counts.get(Count.REJECTED);
        if (counts.get(Count.ROWS) == 0) {
            return "The file has a header and no rows: there was nothing to import.";
        }
        if (rejected == 0 && counts.get(Count.SKIPPED) == 0) {
            return counts.get(Count.ROWS) == 1
                    ? "The file's one row is applied."
                    : Text.format(
                            "All %s rows are applied.", PlainWords.number(counts.get(Count.ROWS)));
        }
        final String left =
                rejected == 0
                        ? "no row was rejected"
                        : rows(rejected)
                                + (rejected == 1 ? " was" : " were")
                                + " rejected: correct "
                                + (rejected == 1 ? "it" : "them")
                                + " in the file of rejected rows and import that file";
        return Text.format(
                "%s of %s applied; %s.",
                PlainWords.number(counts.get(Count.APPLIED)), rows(counts.get(Count.ROWS)), left);
    }

    private static String rows(final long number) {
        return PlainWords.count(number, "row", "rows");
    }
}
