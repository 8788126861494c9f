// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page of one job. */
public final class JobPage {

    private static final int REFRESH_SECONDS = 2;

    private final JobStatus job;
    private final Counts counts;
    private final JobFindings findings;
    private final Instant now;
    private final boolean mayCancel;
    private final boolean mayUndo;
    private final ImportLinks links = ImportLinks.fromJobPage();

    /**
     * @param now until when a job that runs has been running
     * @param mayCancel whether whoever looks at it may cancel the job
     * @param mayUndo whether whoever looks at it may have the job undone
     */
    public JobPage(
            final JobStatus job,
            final JobFindings findings,
            final Instant now,
            final boolean mayCancel,
            final boolean mayUndo) {
        this.job = job;
        this.counts = job.counts();
        this.findings = findings;
        this.now = now;
        this.mayCancel = mayCancel;
        this.mayUndo = mayUndo;
    }

    public Element page() {
        final List<Element> content = new ArrayList<>();
        content.add(head());
        if (job.state() != JobState.PENDING && started()) {
            content.add(rows());
            if (counts.sum(Count.Kind.USERS) + counts.sum(Count.Kind.OTHER) > 0) {
                content.add(changes());
            }
        }
        if (!findings.errorsByColumn().isEmpty()) {
            content.add(
                    card(
                            job.isUndo() ? "What stays as it is, by field" : "Errors by column",
                            "columns",
                            ColumnChart.of(findings.errorsByColumn())));
        }
        if (findings.errors().count() > 0) {
            content.add(
                    job.isUndo()
                            ? notes("What stays as it is", "errors", "Why", findings.errors())
                            : notes("Errors", "errors", "Error", findings.errors()));
        }
        if (findings.warnings().count() > 0) {
            content.add(notes("Warnings", "warnings", "Warning", findings.warnings()));
        }
        content.add(details());
        return Document.of(
                (findings.undone() == null
                                ? StateBadge.word(job)
                                : StateBadge.word(findings.undone()))
                        + ": "
                        + JobTitle.text(job),
                isSettled() ? 0 : REFRESH_SECONDS,
                content.toArray(new Element[0]));
    }

    private boolean isSettled() {
        return job.state().ended() && (findings.undone() == null || findings.undone().at() != null);
    }

    /** A file that failed before its first row has nothing to count. */
    private boolean started() {
        return job.state() == JobState.FINISHED
                || counts.get(Count.ROWS) > 0
                || job.rowsTotal() > 0;
    }

    private Element head() {
        final Element head =
                Element.of(
                                "header",
                                styled("card head"),
                                Element.of(
                                        "nav",
                                        Element.of(
                                                "a",
                                                attribute("href", links.list()),
                                                Part.text("← All imports"))),
                                Element.of(
                                        "div",
                                        styled("title"),
                                        JobTitle.heading(job),
                                        findings.undone() == null
                                                ? StateBadge.of(job)
                                                : StateBadge.of(findings.undone())),
                                Element.of("p", styled("verdict"), Part.text(verdict())))
                        .with(undoing());
        if (job.state() == JobState.FAILED) {
            return head.with(
                    Element.of(
                            "div",
                            styled("reason"),
                            attribute("role", "alert"),
                            Element.of("strong", "Why it failed"),
                            Element.of("p", Element.of("bdi", job.error()))),
                    downloads());
        }
        return head.with(progress(), downloads());
    }

    private String verdict() {
        return job.isUndo() ? UndoVerdict.of(job) : ImportVerdict.of(job);
    }

    /** Where the job is that it takes back, and the one by which it is taken back. */
    private List<Element> undoing() {
        final List<Element> all = new ArrayList<>();
        if (job.isUndo()) {
            all.add(
                    Element.of(
                            "p",
                            styled("verdict"),
                            Part.text("See "),
                            other(job.undoes(), "what it takes back"),
                            Part.text(".")));
        }
        final JobFindings.Undone undone = findings.undone();
        if (undone != null) {
            final Element by = other(undone.by(), "this undo");
            all.add(
                    Element.of("p", styled("verdict"))
                            .with(
                                    undone.at() == null
                                            ? List.of(
                                                    Part.text("It is being undone, by "),
                                                    by,
                                                    Part.text("."))
                                            : List.of(
                                                    Part.text("It was undone on "),
                                                    PlainWords.time(undone.at()),
                                                    Part.text(", by "),
                                                    by,
                                                    Part.text("."))));
        }
        return all;
    }

    private Element other(final String jobId, final String linked) {
        return Element.of("a", attribute("href", links.page(jobId)), Part.text(linked));
    }

    private Element progress() {
        final String percent = Integer.toString(job.percent());
        return Element.of(
                "div",
                styled("progress"),
                Element.of(
                        "svg",
                        styled("bar"),
                        attribute("viewBox", "0 0 100 10"),
                        attribute("preserveAspectRatio", "none"),
                        attribute("role", "progressbar"),
                        attribute(
                                "aria-label",
                                job.isUndo() ? "Changes processed" : "Rows processed"),
                        attribute("aria-valuemin", "0"),
                        attribute("aria-valuemax", "100"),
                        attribute("aria-valuenow", percent),
                        Element.of(
                                "rect",
                                styled(
                                        job.state() == JobState.FINISHED
                                                ? "fill-applied"
                                                : "fill-busy"),
                                attribute("width", percent),
                                attribute("height", "10"))),
                Element.of("span", styled("percent"), Part.text(percent + " %")));
    }

    private Element downloads() {
        final Element list = Element.of("p", styled("links"));
        final List<Part> all = new ArrayList<>();
        if (counts.get(Count.REJECTED) > 0 && links.rejectedRows(job) != null) {
            all.add(
                    link(
                            "button",
                            links.rejectedRows(job),
                            Text.format(
                                    "%s (%s)",
                                    job.isUndo() ? "What stays as it is" : "Rejected rows",
                                    job.notation().extension().equals("csv")
                                            ? "CSV"
                                            : "JSON lines")));
        }
        final String kind = job.isUndo() ? "undo" : "import";
        if (mayCancel && !job.state().ended()) {
            all.add(link("plain", links.cancel(job), Text.format("Cancel this %s …", kind)));
        }
        if (mayUndo
                && job.state().ended()
                && findings.undone() == null
                && counts.get(Count.ROWS) > 0) {
            all.add(link("plain", links.undo(job), Text.format("Undo this %s …", kind)));
        }
        all.add(link("plain", links.json(job), "This page as JSON"));
        if (counts.get(Count.ROWS) > 0 && !job.isUndo()) {
            all.add(link("plain", links.responses(job), "API response for each row"));
        }
        return list.with(all);
    }

    private static Element link(final String style, final String href, final String text) {
        return Element.of("a", styled(style), attribute("href", href), Part.text(text));
    }

    private Element rows() {
        final List<StackedBar.Share> shares =
                job.isUndo()
                        ? List.of(
                                share(Count.APPLIED, "taken back"),
                                new StackedBar.Share(
                                        "taken back in part",
                                        // No fault, as rejected rows are.
                                        "skipped",
                                        counts.get(Count.REJECTED)))
                        : shares(Count.Kind.ROWS);
        final long all = Math.max(job.rowsTotal(), counts.get(Count.ROWS));
        final long open = job.rowsTotal() - counts.get(Count.ROWS);
        final List<StackedBar.Share> withOpen = new ArrayList<>(shares);
        if (open > 0) {
            withOpen.add(
                    new StackedBar.Share(
                            job.state().ended() ? "not reached" : "still to come", "open", open));
        }
        final String title = job.isUndo() ? "Changes" : "Rows";
        return card(
                title,
                "rows",
                Element.of(
                        "p",
                        styled("figure"),
                        Element.of("strong", PlainWords.number(all)),
                        Part.text(
                                job.isUndo()
                                        ? (all == 1 ? " change" : " changes") + " to take back"
                                        : (all == 1 ? " row" : " rows") + " in the file")),
                StackedBar.of(title, withOpen));
    }

    private List<StackedBar.Share> shares(final Count.Kind kind) {
        return kind.counts().stream().map(count -> share(count, count.summaryName())).toList();
    }

    private StackedBar.Share share(final Count count, final String name) {
        return new StackedBar.Share(name, count.summaryName(), counts.get(count));
    }

    private Element changes() {
        final List<Element> content = new ArrayList<>();
        if (counts.sum(Count.Kind.USERS) > 0) {
            content.add(
                    StackedBar.of(
                            "Users",
                            job.isUndo()
                                    ? List.of(
                                            share(Count.UPDATED, "put back"),
                                            share(Count.CREATED, "there again"))
                                    : shares(Count.Kind.USERS)));
        }
        final String others =
                Count.Kind.OTHER.counts().stream()
                        .filter(count -> counts.get(count) > 0)
                        .map(count -> count.label() + ": " + PlainWords.number(counts.get(count)))
                        .collect(Collectors.joining(". "));
        if (!others.isEmpty()) {
            content.add(Element.of("p", styled("note"), Part.text(others + ".")));
        }
        return card("Users", "users", content.toArray(new Element[0]));
    }

    private Element notes(
            final String title, final String id, final String what, final RowNotes notes) {
        final Element card =
                card(
                        title + " (" + PlainWords.number(notes.count()) + ")",
                        id,
                        job.isUndo()
                                ? NotesTable.ofFields(id + "-table", what, notes)
                                : NotesTable.of(id + "-table", what, notes));
        if (notes.leftOut() <= 0) {
            return card;
        }
        return card.with(
                Element.of(
                        "p",
                        styled("note"),
                        Part.text(
                                Text.format(
                                        "These are the first %s; %s more are in %s.",
                                        PlainWords.number(notes.kept().size()),
                                        PlainWords.number(notes.leftOut()),
                                        whereAllAre(id)))));
    }

    private String whereAllAre(final String id) {
        if (job.isUndo()) {
            return "the CSV file";
        }
        return id.equals("errors") ? "the file of rejected rows" : "the API responses for the rows";
    }

    private Element details() {
        final List<Part> list = new ArrayList<>();
        if (job.fileSize() >= 0) {
            detail(list, "Size", Part.text(PlainWords.size(job.fileSize())));
        }
        detail(list, "Registered", PlainWords.time(job.created()));
        if (job.started() != null) {
            detail(list, "Started", PlainWords.time(job.started()));
        }
        if (job.finished() != null) {
            detail(
                    list,
                    switch (job.state()) {
                        case FAILED -> "Failed";
                        case CANCELLED -> "Cancelled";
                        case PENDING, RUNNING, FINISHED -> "Finished";
                    },
                    PlainWords.time(job.finished()));
        }
        final JobTimes times = JobTimes.of(job, now);
        if (times.took() != null) {
            detail(
                    list,
                    job.state().ended() ? "Took" : "Running for",
                    Part.text(PlainWords.duration(times.took())));
        }
        if (times.rowsPerSecond() != null) {
            detail(
                    list,
                    "Speed",
                    Part.text(
                            job.isUndo()
                                    ? PlainWords.count(
                                            times.rowsPerSecond(),
                                            "change a second",
                                            "changes a second")
                                    : PlainWords.count(
                                            times.rowsPerSecond(),
                                            "row a second",
                                            "rows a second")));
        }
        detail(
                list,
                "Action",
                job.action() == null ? Part.text(actionOfRows()) : Element.of("bdi", job.action()));
        detail(list, "App", Element.of("bdi", job.appId()));
        detail(
                list,
                job.isUndo() ? "Undo" : "Import",
                Element.of("code", Element.of("bdi", job.id())));
        return card("Details", "details", Element.of("dl").with(list));
    }

    /** What is said of an action that not all rows share. */
    private String actionOfRows() {
        if (job.notation() != null) {
            return "each row's own";
        }
        return job.state().ended() ? "not known" : "not known yet";
    }

    private static void detail(final List<Part> list, final String name, final Part value) {
        list.add(Element.of("div", Element.of("dt", name), Element.of("dd", value)));
    }

    private static Element card(final String title, final String id, final Element... content) {
        return Element.of(
                        "section",
                        styled("card"),
                        attribute("id", id),
                        attribute("aria-labelledby", id + "-title"),
                        Element.of("h2", attribute("id", id + "-title"), Part.text(title)))
                .with(List.of(content));
    }
}
