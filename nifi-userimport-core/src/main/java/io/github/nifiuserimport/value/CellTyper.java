// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.util.List;

/**
 * Finds the value of a cell: Long, BigDecimal, Boolean, List, Map, or the text itself where it is
 * none of them. The first character tells most cells apart at once.
 */
public final class CellTyper {

    private CellTyper() {}

    /**
     * The value of a cell.
     *
     * @param text not empty
     * @throws CellFault when it holds something that cannot be stored
     */
    public static Object value(final String text) throws CellFault {
        final Object value =
                switch (text.charAt(0)) {
                    case '[' -> Lists.find(text);
                    case '{' -> object(text);
                    default -> Scalars.find(text);
                };
        return value == null ? Storable.utf8(text) : value;
    }

    /**
     * The elements of a cell that is a list, as they are written there: {@code 1.0} and {@code
     * TRUE} and not what they mean.
     *
     * @return null when it is no list; an element is null where JSON has null
     */
    public static List<String> listTexts(final String text) {
        return Lists.elementTexts(text);
    }

    private static Object object(final String text) throws CellFault {
        // What cannot be JSON is not worth the parser's exception.
        if (text.charAt(text.length() - 1) != '}') {
            return null;
        }
        int i = 1;
        while (text.charAt(i) <= ' ') {
            i++;
        }
        return text.charAt(i) == '"' || text.charAt(i) == '}' ? JsonReader.read(text) : null;
    }
}
