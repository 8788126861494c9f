// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises dates and times as ISO 8601 writes them in full. */
final class Iso8601 {

    private static final int DATE_LENGTH = 10;

    private static final Pattern SHAPE =
            Pattern.compile(
                    "([0-9]{4})-([0-9]{2})-([0-9]{2})"
                            + "(T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
                            + "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?)?");

    private Iso8601() {}

    /** {@link ValueType#DATE}, {@link ValueType#DATE_TIME} or {@link ValueType#TEXT}. */
    static ValueType typeOf(final String text) {
        if (text.length() < DATE_LENGTH || text.charAt(4) != '-') {
            return ValueType.TEXT;
        }
        final Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return ValueType.TEXT;
        }
        try {
            LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        } catch (final DateTimeException e) {
            return ValueType.TEXT;
        }
        return matcher.group(4) == null ? ValueType.DATE : ValueType.DATE_TIME;
    }

    private static int number(final Matcher matcher, final int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
