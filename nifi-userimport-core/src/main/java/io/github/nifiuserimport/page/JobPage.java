// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.Undone;
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
                            job.isUndo() ? "What stays, by field" : "Errors by column",
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
                StateBadge.word(job) + ": " + (job.isUndo() ? "undo of " : "") + job.fileName(),
                job.state().ended() ? 0 : REFRESH_SECONDS,
                content.toArray(new Element[0]));
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
                                        Element.of(
                                                "h1",
                                                attribute("title", job.fileName()),
                                                Part.text(job.isUndo() ? "Undo of " : ""),
                                                Element.of("bdi", job.fileName())),
                                        StateBadge.of(job)),
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

    /** By what the job was taken back, or is. */
    private List<Element> undoing() {
        final Undone undone = findings.undone();
        if (undone == null) {
            return List.of();
        }
        final Element by =
                Element.of("a", attribute("href", links.page(undone.by())), Part.text("this undo"));
        return List.of(
                undone.at() == null
                        ? Element.of(
                                "p",
                                styled("verdict"),
                                Part.text("It is being undone, by "),
                                by,
                                Part.text("."))
                        : Element.of(
                                "p",
                                styled("verdict"),
                                Part.text("It was undone on "),
                                PlainWords.time(undone.at()),
                                Part.text(", by "),
                                by,
                                Part.text(".")));
    }

    private String verdict() {
        final String rejected = PlainWords.count(counts.get(Count.REJECTED), "row", "rows");
        return switch (job.state()) {
            case PENDING ->
                    (job.isUndo() ? "The undo" : "The file")
                            + " is waiting for its turn. This page refreshes by itself.";
            case RUNNING ->
                    (job.rowsTotal() < 0
                                    ? job.isUndo()
                                            ? "It is found out what there is to take back."
                                            : "The file is being checked."
                                    : Text.format(
                                            "%s of %s done.",
                                            PlainWords.number(counts.get(Count.ROWS)),
                                            job.isUndo()
                                                    ? PlainWords.count(
                                                            job.rowsTotal(), "change", "changes")
                                                    : PlainWords.count(
                                                            job.rowsTotal(), "row", "rows")))
                            + " This page refreshes by itself.";
            case FINISHED -> {
                if (job.isUndo()) {
                    yield undone();
                }
                if (counts.get(Count.ROWS) == 0) {
                    yield "The file has a header and no rows: there was nothing to import.";
                }
                if (counts.get(Count.REJECTED) == 0 && counts.get(Count.SKIPPED) == 0) {
                    yield counts.get(Count.ROWS) == 1
                            ? "The file's one row is applied."
                            : Text.format(
                                    "All %s rows are applied.",
                                    PlainWords.number(counts.get(Count.ROWS)));
                }
                final String left =
                        counts.get(Count.REJECTED) == 0
                                ? "no row was rejected"
                                : rejected
                                        + (counts.get(Count.REJECTED) == 1 ? " was" : " were")
                                        + " rejected: correct "
                                        + (counts.get(Count.REJECTED) == 1 ? "it" : "them")
                                        + " in the file of rejected rows and import that file";
                yield Text.format(
                        "%s of %s applied; %s.",
                        PlainWords.number(counts.get(Count.APPLIED)),
                        PlainWords.count(counts.get(Count.ROWS), "row", "rows"),
                        left);
            }
            case CANCELLED ->
                    counts.get(Count.ROWS) == 0
                            ? "It was cancelled before its first row: nothing in the file was imported."
                            : Text.format(
                                    "It was cancelled after %s of %s. What was applied is kept; the other"
                                            + " rows come out of the flow as a file to import.",
                                    PlainWords.number(counts.get(Count.ROWS)),
                                    job.rowsTotal() < 0
                                            ? "the file's rows"
                                            : PlainWords.count(job.rowsTotal(), "row", "rows"));
            case FAILED ->
                    counts.get(Count.APPLIED) == 0
                            ? "Nothing in the file was imported."
                            : Text.format(
                                    "%s applied before it failed. What was applied is kept.",
                                    PlainWords.count(
                                            counts.get(Count.APPLIED), "row was", "rows were"));
        };
    }

    private String undone() {
        return counts.get(Count.REJECTED) == 0
                ? "All that the import had changed is taken back."
                : Text.format(
                        "What the import had changed is taken back, but for some of %s: that was changed"
                                + " since, and stays as it is: it is listed below, and in the file.",
                        PlainWords.count(counts.get(Count.REJECTED), "change", "changes"));
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
                        attribute("aria-label", "Rows processed"),
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
                                    job.isUndo() ? "What stays (%s)" : "Rejected rows (%s)",
                                    job.notation().extension().equals("csv")
                                            ? "CSV"
                                            : "JSON lines")));
        }
        if (mayCancel && !job.state().ended()) {
            all.add(link("plain", links.cancel(job), "Cancel this import …"));
        }
        if (mayUndo
                && job.state().ended()
                && counts.get(Count.ROWS) > 0
                && findings.undone() == null) {
            all.add(
                    link(
                            "plain",
                            links.undo(job),
                            job.isUndo() ? "Undo this undo …" : "Undo this import …"));
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
        final List<StackedBar.Share> shares = shares(Count.Kind.ROWS);
        final long open = job.rowsTotal() - counts.get(Count.ROWS);
        if (open > 0) {
            shares.add(
                    new StackedBar.Share(
                            job.state().ended() ? "not reached" : "still to come", "open", open));
        }
        final long all = Math.max(job.rowsTotal(), counts.get(Count.ROWS));
        return card(
                job.isUndo() ? "Changes" : "Rows",
                "rows",
                Element.of(
                        "p",
                        styled("figure"),
                        Element.of("strong", PlainWords.number(all)),
                        Part.text(
                                job.isUndo()
                                        ? all == 1 ? " change to undo" : " changes to undo"
                                        : all == 1 ? " row in the file" : " rows in the file")),
                StackedBar.of(job.isUndo() ? "Changes" : "Rows", shares));
    }

    private List<StackedBar.Share> shares(final Count.Kind kind) {
        return kind.counts().stream()
                .map(
                        count ->
                                new StackedBar.Share(
                                        job.isUndo() ? ofUndo(count) : count.summaryName(),
                                        count.summaryName(),
                                        counts.get(count)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What a count is called where an import is taken back. */
    private static String ofUndo(final Count count) {
        return switch (count) {
            case APPLIED -> "taken back";
            case REJECTED -> "partly, or not";
            case CREATED -> "there again";
            case UPDATED -> "put back";
            default -> count.summaryName();
        };
    }

    private Element changes() {
        final List<Element> content = new ArrayList<>();
        if (counts.sum(Count.Kind.USERS) > 0) {
            content.add(StackedBar.of("Users", shares(Count.Kind.USERS)));
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
                        NotesTable.of(id + "-table", what, notes));
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
                                        id.equals("errors")
                                                ? job.isUndo()
                                                        ? "the file of what stays"
                                                        : "the file of rejected rows"
                                                : "the API responses for the rows"))));
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
        if (job.isUndo()) {
            detail(
                    list,
                    "Takes back",
                    Element.of(
                            "a",
                            attribute("href", links.page(job.undoes())),
                            Element.of("code", Element.of("bdi", job.undoes()))));
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
