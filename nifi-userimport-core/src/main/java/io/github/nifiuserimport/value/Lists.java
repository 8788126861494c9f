// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds lists in cells: a JSON array, bare {@code [Jimmy, Sara, Amy]}, or a {@link PythonList}.
 *
 * <p>A bare list has no quotes, brackets or braces within, for what they mean there is anyone's
 * guess: such a cell is text unless it is valid JSON. Spaces around an element are dropped; an
 * element of nothing is an empty string.
 */
final class Lists {

    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private Lists() {}

    /**
     * The list that a text is.
     *
     * @param text that begins with a bracket
     * @return null when it is no list
     */
    static List<?> find(final String text) throws CellFault {
        if (!isBracketed(text)) {
            return null;
        }
        final boolean flat = isFlat(text);
        final Object inJson = flat ? null : JsonReader.read(text);
        if (inJson == null && PythonList.mayBe(text)) {
            return python(text);
        }
        if (!flat) {
            return (List<?>) inJson;
        }
        // A flat list needs no JSON parser: it is JSON when all its elements are.
        final List<String> elements = split(text);
        boolean json = true;
        for (int i = 0; i < elements.size() && json; i++) {
            json = isJsonLiteral(elements.get(i));
        }
        final List<Object> list = new ArrayList<>(elements.size());
        for (final String element : elements) {
            list.add(json ? jsonLiteral(element) : scalar(element));
        }
        return list;
    }

    /**
     * The elements of a list as they are written, for those who want them as text.
     *
     * @return null when it is no list; an element is null where JSON has null
     */
    static List<String> elementTexts(final String text) {
        if (!isBracketed(text)) {
            return null;
        }
        final List<String> json = JsonReader.elementTexts(text);
        if (json == null && PythonList.mayBe(text)) {
            return pythonTexts(text);
        }
        return json == null && isFlat(text) ? split(text) : json;
    }

    private static List<Object> python(final String text) throws CellFault {
        final List<PythonList.Element> elements = PythonList.read(text);
        if (elements == null) {
            return null;
        }
        final List<Object> list = new ArrayList<>(elements.size());
        for (final PythonList.Element element : elements) {
            if (element.quoted()) {
                list.add(Storable.utf8(element.text()));
            } else {
                list.add(element.isNone() ? null : scalar(element.text()));
            }
        }
        return list;
    }

    private static List<String> pythonTexts(final String text) {
        final List<PythonList.Element> elements = PythonList.read(text);
        if (elements == null) {
            return null;
        }
        final List<String> texts = new ArrayList<>(elements.size());
        for (final PythonList.Element element : elements) {
            texts.add(element.isNone() ? null : element.text());
        }
        return texts;
    }

    private static boolean isBracketed(final String text) {
        return text.length() >= 2 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']';
    }

    private static boolean isFlat(final String text) {
        for (int i = 1; i < text.length() - 1; i++) {
            switch (text.charAt(i)) {
                case '"', '[', ']', '{', '}':
                    return false;
                default:
            }
        }
        return true;
    }

    private static List<String> split(final String text) {
        final int end = text.length() - 1;
        final List<String> elements = new ArrayList<>();
        if (trim(text, 1, end).isEmpty()) {
            return elements;
        }
        int start = 1;
        for (int i = 1; i < end; i++) {
            if (text.charAt(i) == ',') {
                elements.add(trim(text, start, i));
                start = i + 1;
            }
        }
        elements.add(trim(text, start, end));
        return elements;
    }

    /** Drops what JSON takes for white space. */
    private static String trim(final String text, final int from, final int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(final char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isJsonLiteral(final String element) {
        return switch (element) {
            case "true", "false", "null" -> true;
            case "" -> false;
            default ->
                    (element.charAt(0) == '-' || Character.isDigit(element.charAt(0)))
                            && JSON_NUMBER.matcher(element).matches();
        };
    }

    private static Object jsonLiteral(final String element) throws CellFault {
        return switch (element) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null" -> null;
            default -> JsonReader.number(element);
        };
    }

    private static Object scalar(final String element) throws CellFault {
        final Object value = Scalars.find(element);
        return value == null ? Storable.utf8(element) : value;
    }
}
