// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import java.util.List;

/** Errors or warnings: line, column, text. Or fields that stay as they are, and why. */
final class NotesTable {

    private NotesTable() {}

    /**
     * @param id names the table in the page
     * @param what heads the texts: {@code Error}
     */
    static Element of(final String id, final String what, final RowNotes notes) {
        return table(
                "notes",
                id,
                List.of("Line", "Column", what),
                notes.kept().stream().map(note -> line(note).with(columnAndText(note))).toList());
    }

    /** The same of fields that are in no file, and so have no lines. */
    static Element ofFields(final String id, final String what, final RowNotes notes) {
        return table(
                "notes fields",
                id,
                List.of("Field", what),
                notes.kept().stream()
                        .map(note -> Element.of("tr").with(columnAndText(note)))
                        .toList());
    }

    private static Element table(
            final String style,
            final String id,
            final List<String> headings,
            final List<Element> rows) {
        return Element.of(
                "table",
                styled(style),
                attribute("id", id),
                Element.of(
                        "thead",
                        Element.of("tr")
                                .with(headings.stream().map(Element::columnHeading).toList())),
                Element.of("tbody").with(rows));
    }

    private static Element line(final RowNote note) {
        return Element.of(
                "tr",
                Element.of(
                        "td",
                        styled("line"),
                        // The heading is not there on a phone.
                        Element.of("span", styled("narrow"), Part.text("Line ")),
                        Part.text(PlainWords.number(note.line()))));
    }

    private static List<Element> columnAndText(final RowNote note) {
        return List.of(
                Element.of(
                        "td",
                        styled("column"),
                        note.column() == null
                                ? Element.of("span", styled("none"), Part.text("–"))
                                : Element.of("bdi", note.column())),
                Element.of("td", styled("text"), Element.of("bdi", note.text())));
    }
}
