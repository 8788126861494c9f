// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The page of the latest jobs, newest first. */
public final class JobListPage {

    /** How many jobs the page lists at the most. */
    public static final int MAX_JOBS = 50;

    private static final int REFRESH_SECONDS = 5;

    private static final Set<JobState> UNDOING =
            EnumSet.of(JobState.PENDING, JobState.RUNNING, JobState.FINISHED);

    private final List<JobStatus> jobs;
    private final ImportLinks links;
    private final Instant now;

    public JobListPage(final List<JobStatus> jobs, final ImportLinks links, final Instant now) {
        this.jobs = jobs;
        this.links = links;
        this.now = now;
    }

    public Element page() {
        final boolean busy = jobs.stream().anyMatch(job -> !job.state().ended());
        return Document.of(
                "User imports",
                busy ? REFRESH_SECONDS : 0,
                Element.of(
                        "header",
                        styled("card head"),
                        Element.of("h1", "User imports"),
                        Element.of("p", styled("verdict"), Part.text(verdict()))),
                jobs.isEmpty()
                        ? Element.of("div")
                        : Element.of("section", styled("card"), table()));
    }

    private String verdict() {
        if (jobs.isEmpty()) {
            return "Nothing has been imported yet.";
        }
        return jobs.size() < MAX_JOBS
                ? PlainWords.count(jobs.size(), "import", "imports, the newest first") + "."
                : Text.format("The latest %d imports, the newest first.", jobs.size());
    }

    private Element table() {
        return Element.of(
                "table",
                styled("jobs"),
                attribute("id", "imports"),
                Element.of(
                        "thead",
                        Element.of(
                                "tr",
                                heading("File", ""),
                                heading("State", ""),
                                heading("Rows", "number"),
                                heading("Rejected", "number"),
                                heading("Registered (UTC)", ""),
                                heading("Took", "number"))),
                Element.of("tbody")
                        .with(IntStream.range(0, jobs.size()).mapToObj(this::row).toList()));
    }

    private static Element heading(final String text, final String style) {
        return Element.of("th", attribute("scope", "col"), styled(style), Part.text(text));
    }

    private Element row(final int at) {
        final JobStatus job = jobs.get(at);
        final JobTimes times = JobTimes.of(job, now);
        return Element.of(
                "tr",
                Element.of(
                        "th",
                        attribute("scope", "row"),
                        Element.of(
                                        "a",
                                        attribute("href", links.page(job)),
                                        attribute("title", job.fileName()))
                                .with(JobTitle.parts(job))),
                Element.of(
                        "td",
                        styled("state"),
                        undo(at).map(undo -> StateBadge.of(new Undone(undo.id(), undo.finished())))
                                .orElseGet(() -> StateBadge.of(job)),
                        Part.text(
                                job.state() == JobState.RUNNING ? " " + job.percent() + " %" : "")),
                cell("Rows", Part.text(PlainWords.number(job.counts().get(Count.ROWS)))),
                cell("Rejected", rejected(job)),
                Element.of("td", styled("when"), PlainWords.shortTime(job.created())),
                cell(
                        "Took",
                        Part.text(times.took() == null ? "–" : PlainWords.duration(times.took()))));
    }

    /**
     * The undo that has taken a job back, or does so; nothing where that was itself undone.
     *
     * @param at the job's place: what undoes it is younger, and so before it
     */
    private Optional<JobStatus> undo(final int at) {
        for (int younger = 0; younger < at; younger++) {
            final JobStatus undo = jobs.get(younger);
            if (jobs.get(at).id().equals(undo.undoes()) && UNDOING.contains(undo.state())) {
                // Each of those before it was undone.
                final boolean undoneItself =
                        undo(younger).filter(redo -> redo.state() == JobState.FINISHED).isPresent();
                return undoneItself ? Optional.empty() : Optional.of(undo);
            }
        }
        return Optional.empty();
    }

    private static Element cell(final String name, final Part value) {
        return Element.of(
                "td",
                styled("number"),
                Element.of("span", styled("narrow"), Part.text(name + " ")),
                value);
    }

    private Part rejected(final JobStatus job) {
        final String number = PlainWords.number(job.counts().get(Count.REJECTED));
        return job.counts().get(Count.REJECTED) == 0 || job.notation() == null
                ? Part.text(number)
                : Element.of(
                        "a",
                        attribute("href", links.rejectedRows(job)),
                        attribute("title", "The rejected rows as a file"),
                        Part.text(number));
    }
}
