// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** The page of what was changed of a user, newest first. */
public final class UserHistoryPage {

    private static final ImportLinks LINKS = ImportLinks.fromHistoryPage();

    private UserHistoryPage() {}

    public static Element page(final UserHistory history) {
        final List<Element> content = new ArrayList<>();
        content.add(head(history));
        history.changes().forEach(change -> content.add(card(change)));
        return Document.of("History: " + history.name(), 0, content.toArray(new Element[0]));
    }

    private static Element head(final UserHistory history) {
        return Element.of(
                "header",
                styled("card head"),
                Element.of(
                        "nav",
                        Element.of(
                                "a", attribute("href", LINKS.list()), Part.text("← All imports"))),
                Element.of(
                        "div",
                        styled("title"),
                        Element.of(
                                "h1",
                                attribute("title", history.name()),
                                Element.of("bdi", history.name())),
                        badge(history)),
                Element.of("p", styled("verdict"), Part.text(verdict(history))),
                Element.of(
                        "p",
                        styled("note"),
                        Part.text("All changes since "),
                        PlainWords.time(history.since()),
                        Part.text(" are kept.")),
                links(history));
    }

    private static Element badge(final UserHistory history) {
        return history.present()
                ? Element.of("span", styled("badge quiet"), Part.text("User"))
                : Element.of("span", styled("badge bad"), Part.text("Gone"));
    }

    private static String verdict(final UserHistory history) {
        if (history.changes().isEmpty()) {
            return "Nothing of this user was changed.";
        }
        final int changes = history.changes().size();
        return changes == 1
                ? "One change."
                : Text.format("%s changes, the newest first.", PlainWords.number(changes));
    }

    private static Element links(final UserHistory history) {
        final Element links =
                Element.of(
                        "p",
                        styled("links"),
                        Element.of(
                                "a",
                                styled("plain"),
                                attribute("href", "./history.json"),
                                Part.text("As JSON")));
        return history.older() == null
                ? links
                : links.with(
                        Element.of(
                                "a",
                                styled("plain"),
                                attribute(
                                        "href",
                                        "./history?before="
                                                + PathSegment.encode(history.older().toString())),
                                Part.text("Older changes")));
    }

    private static Element card(final HistoryChange change) {
        final Element card =
                Element.of(
                        "section",
                        styled("card"),
                        Element.of("h2", PlainWords.time(change.made()), by(change.job())),
                        Element.of(
                                "table",
                                styled("history"),
                                Element.of(
                                        "thead",
                                        Element.of(
                                                "tr",
                                                Element.columnHeading("Field"),
                                                Element.columnHeading("Before"),
                                                Element.columnHeading("After"))),
                                Element.of("tbody")
                                        .with(
                                                change.fields().stream()
                                                        .map(UserHistoryPage::row)
                                                        .toList())));
        final List<Element> notes = new ArrayList<>();
        if (change.eventsLeftOut() > 0) {
            notes.add(
                    note(
                            Text.format(
                                    "And %s.",
                                    PlainWords.count(
                                            change.eventsLeftOut(), "more event", "more events"))));
        }
        if (change.withLater()) {
            notes.add(note("Among these is what was changed later, while nothing was kept."));
        }
        return card.with(notes);
    }

    private static Element note(final String text) {
        return Element.of("p", styled("note"), Part.text(text));
    }

    private static Element by(final ChangingJob job) {
        if (job == null) {
            return Element.of("span", styled("by"), Part.text(" not by an import"));
        }
        if (job.id() == null) {
            return Element.of(
                    "span", styled("by"), Part.text(" by an import that is not kept any more"));
        }
        return Element.of(
                "span",
                styled("by"),
                Part.text(
                        switch (job.kind()) {
                            case IMPORT -> " by ";
                            case UNDO -> " by undoing ";
                            case UNDO_OF_UNDO -> " by undoing the undo of ";
                        }),
                Element.of(
                        "a",
                        attribute("href", LINKS.imports() + PathSegment.encode(job.id())),
                        attribute("title", job.id()),
                        Element.of("bdi", job.fileName())));
    }

    private static Element row(final FieldChange field) {
        return Element.of(
                "tr",
                Element.of("th", attribute("scope", "row"), Element.of("bdi", field.field())),
                cell("Before", field.before()),
                cell("After", field.after()));
    }

    private static Element cell(final String name, final Object value) {
        return Element.of(
                "td",
                Element.of("span", styled("narrow"), Part.text(name + " ")),
                value == null
                        ? Element.of("span", styled("none"), Part.text("–"))
                        : Element.of(
                                "bdi",
                                value instanceof String text ? text : JsonWriter.text(value)));
    }
}
