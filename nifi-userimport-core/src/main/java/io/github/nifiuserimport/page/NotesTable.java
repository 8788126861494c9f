// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;

/** Errors or warnings: line, column, text. */
final class NotesTable {

    private NotesTable() {}

    /**
     * @param id names the table in the page
     * @param what heads the texts: {@code Error}
     */
    static Element of(final String id, final String what, final RowNotes notes) {
        return Element.of(
                "table",
                styled("notes"),
                attribute("id", id),
                Element.of(
                        "thead",
                        Element.of(
                                "tr",
                                Element.columnHeading("Line"),
                                Element.columnHeading("Column"),
                                Element.columnHeading(what))),
                Element.of("tbody").with(notes.kept().stream().map(NotesTable::row).toList()));
    }

    private static Element row(final RowNote note) {
        return Element.of(
                "tr",
                Element.of(
                        "td",
                        styled("line"),
                        // The heading is not there on a phone.
                        Element.of("span", styled("narrow"), Part.text("Line ")),
                        Part.text(PlainWords.number(note.line()))),
                Element.of(
                        "td",
                        styled("column"),
                        note.column() == null
                                ? Element.of("span", styled("none"), Part.text("–"))
                                : Element.of("bdi", note.column())),
                Element.of("td", styled("text"), Element.of("bdi", note.text())));
    }
}
