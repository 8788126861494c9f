// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * An element of HTML or SVG. Names are the program's own; texts and attributes' values may be
 * anybody's, and are escaped when written. There is no way to put markup in as text.
 *
 * @param name of the element
 * @param parts attributes, texts and elements
 */
public record Element(String name, List<Part> parts) implements Part {

    private static final Set<String> WITHOUT_END = Set.of("meta", "link", "br", "input");

    static Element of(final String name, final Part... parts) {
        return new Element(name, Arrays.asList(parts));
    }

    /** An element around a text. */
    static Element of(final String name, final String text) {
        return of(name, Part.text(text));
    }

    /** The heading of a table's column. */
    static Element columnHeading(final String text) {
        return of("th", Part.attribute("scope", "col"), Part.text(text));
    }

    /** The element with more in it. */
    Element with(final List<? extends Part> more) {
        final List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Element(name, all);
    }

    Element with(final Part... more) {
        return with(Arrays.asList(more));
    }

    void write(final StringBuilder html) {
        html.append('<').append(name);
        for (final Part part : parts) {
            if (part instanceof Attribute attribute) {
                html.append(' ').append(attribute.name()).append("=\"");
                escape(attribute.value(), html);
                html.append('"');
            }
        }
        html.append('>');
        for (final Part part : parts) {
            switch (part) {
                case Attribute written -> {}
                case Text text -> escape(text.text(), html);
                case Element element -> element.write(html);
            }
        }
        if (!WITHOUT_END.contains(name)) {
            html.append("</").append(name).append('>');
        }
    }

    private static void escape(final String text, final StringBuilder html) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default ->
                        // HTML has no way to write the others.
                        html.append(c < ' ' && c != '\t' && c != '\n' || c == 0x7f ? '\uFFFD' : c);
            }
        }
    }
}
