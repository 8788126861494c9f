// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.util.ArrayList;
import java.util.List;

/**
 * A list as Python writes it, {@code ['red', 'green, blue', 7, True, None]}: texts are in single
 * quotes. One that mixes the kinds of quotes, nests, or ends too early is none.
 */
final class PythonList {

    private static final char QUOTE = '\'';

    /**
     * An element.
     *
     * @param text without its quotes and escapes
     * @param quoted whether it stood in quotes
     */
    record Element(String text, boolean quoted) {

        boolean isNone() {
            return !quoted && text.equals("None");
        }
    }

    private final String text;
    private final int end;
    private int at = 1;

    private PythonList(final String text) {
        this.text = text;
        end = text.length() - 1;
    }

    /**
     * Whether an element begins with a single quote: no bare list then, whatever else it is.
     *
     * @param text in brackets
     */
    static boolean mayBe(final String text) {
        boolean begins = true;
        for (int i = 1; i < text.length() - 1; i++) {
            final char c = text.charAt(i);
            if (begins && c == QUOTE) {
                return true;
            }
            begins = c == ',' || begins && isSpace(c);
        }
        return false;
    }

    /** The elements; null when it is no such list. */
    static List<Element> read(final String text) {
        return new PythonList(text).elements();
    }

    private List<Element> elements() {
        final List<Element> elements = new ArrayList<>();
        while (true) {
            passSpaces();
            final Element element =
                    at < end && text.charAt(at) == QUOTE ? quotedElement() : bareElement();
            if (element == null) {
                return null;
            }
            elements.add(element);
            passSpaces();
            if (at == end) {
                return elements;
            }
            if (text.charAt(at++) != ',') {
                return null;
            }
        }
    }

    private Element quotedElement() {
        final StringBuilder element = new StringBuilder();
        for (at++; at < end; at++) {
            final char c = text.charAt(at);
            if (c == QUOTE) {
                at++;
                return new Element(element.toString(), true);
            }
            if (c != '\\') {
                element.append(c);
                continue;
            }
            at++;
            switch (at < end ? text.charAt(at) : ' ') {
                case QUOTE -> element.append(QUOTE);
                case '"' -> element.append('"');
                case '\\' -> element.append('\\');
                case 'n' -> element.append('\n');
                case 'r' -> element.append('\r');
                case 't' -> element.append('\t');
                default -> {
                    return null;
                }
            }
        }
        return null;
    }

    /** A number, a boolean or None; a word that is none of these is no Python. */
    private Element bareElement() {
        final int start = at;
        while (at < end && text.charAt(at) != ',' && !isSpace(text.charAt(at))) {
            at++;
        }
        final Element element = new Element(text.substring(start, at), false);
        return element.isNone() || Scalars.find(element.text()) != null ? element : null;
    }

    private void passSpaces() {
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(final char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
