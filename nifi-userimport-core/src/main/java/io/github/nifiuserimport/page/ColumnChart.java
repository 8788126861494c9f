// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.text.Text;
import java.util.List;

/** Rejected rows by column: a table whose middle column is a chart. */
final class ColumnChart {

    /** How many columns are shown. */
    private static final int MAX_COLUMNS = 12;

    private ColumnChart() {}

    static Element of(final List<ColumnErrors> columns) {
        final long longest = columns.getFirst().rows();
        final Element table =
                Element.of(
                        "table",
                        styled("columns"),
                        Element.of(
                                "thead",
                                styled("unseen"),
                                Element.of(
                                        "tr",
                                        Element.columnHeading("Column"),
                                        Element.of("td"),
                                        Element.columnHeading("Rejected rows"))),
                        Element.of("tbody")
                                .with(
                                        columns.stream()
                                                .limit(MAX_COLUMNS)
                                                .map(column -> row(column, longest))
                                                .toList()));
        if (columns.size() <= MAX_COLUMNS) {
            return Element.of("div", table);
        }
        final List<ColumnErrors> others = columns.subList(MAX_COLUMNS, columns.size());
        return Element.of(
                "div",
                table,
                Element.of(
                        "p",
                        styled("note"),
                        Part.text(
                                Text.format(
                                        "And %s in %s.",
                                        PlainWords.count(
                                                others.stream().mapToLong(ColumnErrors::rows).sum(),
                                                "row",
                                                "rows"),
                                        PlainWords.count(
                                                others.size(), "other column", "other columns")))));
    }

    private static Element row(final ColumnErrors column, final long longest) {
        return Element.of(
                "tr",
                Element.of(
                        "th",
                        attribute("scope", "row"),
                        column.column() == null
                                ? Element.of("em", "the row as a whole")
                                : Element.of(
                                        "bdi",
                                        attribute("title", column.column()),
                                        Part.text(column.column()))),
                Element.of(
                        "td",
                        styled("drawn"),
                        Element.of(
                                "svg",
                                attribute("viewBox", "0 0 100 10"),
                                attribute("preserveAspectRatio", "none"),
                                attribute("aria-hidden", "true"),
                                Element.of(
                                        "rect",
                                        styled("fill-rejected"),
                                        attribute("height", "10"),
                                        attribute(
                                                "width",
                                                Text.format(
                                                        "%.2f",
                                                        Math.max(
                                                                1,
                                                                100.0
                                                                        * column.rows()
                                                                        / longest)))))),
                Element.of("td", styled("number"), Part.text(PlainWords.number(column.rows()))));
    }
}
