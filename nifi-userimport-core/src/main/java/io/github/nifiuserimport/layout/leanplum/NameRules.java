// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.text.Text;
import java.math.BigDecimal;
import java.util.Map;

/** What Leanplum asks of the names of attributes, events, states and parameters. */
final class NameRules {

    private static final int LENGTH = 140;
    private static final Map<Character, String> FORBIDDEN =
            Map.of(
                    ',', "a comma",
                    '|', "a pipe",
                    '"', "a double quote",
                    '\t', "a tab",
                    '\n', "a line break",
                    '\r', "a line break");

    private NameRules() {}

    /** What is wrong with a name, to stand behind the column's; null when nothing is. */
    static String violation(final String name) {
        final String wrong = wrong(name);
        return wrong == null ? null : "the name " + CellText.quote(name) + ' ' + wrong;
    }

    private static String wrong(final String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        final int length = name.codePointCount(0, name.length());
        if (length >= LENGTH) {
            return Text.format(
                    "has %,d characters; a name must have fewer than %d", length, LENGTH);
        }
        final char first = name.charAt(0);
        if (first == '.' || first == '-') {
            return "starts with " + first + "; a name must not start with . or -";
        }
        if (name.endsWith("/")) {
            return "ends with /; a name must not";
        }
        for (int i = 0; i < name.length(); i++) {
            final String forbidden = FORBIDDEN.get(name.charAt(i));
            if (forbidden != null) {
                return "holds "
                        + forbidden
                        + "; a name must not hold a comma, pipe, double quote, tab or line break";
            }
        }
        return isNumber(name) ? "is a number; a name must not be one" : null;
    }

    private static boolean isNumber(final String name) {
        final char first = name.charAt(0);
        if (!Character.isDigit(first) && first != '+') {
            return false;
        }
        try {
            new BigDecimal(name);
            return true;
        } catch (final NumberFormatException notANumber) {
            return false;
        }
    }
}
