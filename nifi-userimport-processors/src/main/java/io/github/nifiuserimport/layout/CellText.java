// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.SystemField;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Parses the text of columns whose type the spec fixes. */
final class CellText {

    /** The last second of the year 9999; beyond it only milliseconds by mistake are seen. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final long LARGEST_INTEGER = 1L << 53;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> ACCURACIES = Set.of("IP", "CELL", "GPS");

    private CellText() {}

    /** Unix seconds. */
    static Instant instant(final String column, final String text) throws RowFault {
        final long seconds =
                number(column, text, "Unix seconds, such as 1483228800 for 2017-01-01T00:00:00Z");
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw new RowFault(
                    column,
                    quote(text)
                            + " is no time between 1970 and 9999 in Unix seconds"
                            + (seconds > LAST_SECOND
                                    ? "; are these milliseconds? Divide them by 1000"
                                    : ""));
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** The value of a system field: String, Long or Boolean. */
    static Object system(final SystemField field, final String text) throws RowFault {
        final String column = field.apiName();
        if ("(detect)".equals(text)) {
            throw new RowFault(
                    column, "(detect) is not supported in an import; give the value or leave it");
        }
        return switch (field.type()) {
            case TEXT -> text;
            case INTEGER -> number(column, text, "a whole number");
            case BOOLEAN -> truth(column, text);
            case COUNTRY -> country(column, text);
            case LOCATION -> location(column, text);
            case LOCATION_ACCURACY -> accuracy(column, text);
        };
    }

    private static long number(final String column, final String text, final String expected)
            throws RowFault {
        try {
            final long number = Long.parseLong(text);
            if (Math.abs(number) <= LARGEST_INTEGER && text.charAt(0) != '+') {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, as a number out of range is.
        }
        throw new RowFault(column, quote(text) + " is not " + expected);
    }

    private static Boolean truth(final String column, final String text) throws RowFault {
        if ("true".equalsIgnoreCase(text)) {
            return Boolean.TRUE;
        }
        if ("false".equalsIgnoreCase(text)) {
            return Boolean.FALSE;
        }
        throw new RowFault(column, quote(text) + " is neither true nor false");
    }

    private static String country(final String column, final String text) throws RowFault {
        final String code = text.toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(code)) {
            throw new RowFault(
                    column,
                    quote(text) + " is no country code of two letters (ISO 3166-1), such as DE");
        }
        return code;
    }

    private static String location(final String column, final String text) throws RowFault {
        final String[] degrees = text.split(",", -1);
        if (degrees.length == 2
                && isWithin(degrees[0].strip(), 90)
                && isWithin(degrees[1].strip(), 180)) {
            return text;
        }
        throw new RowFault(
                column,
                quote(text)
                        + " is no location: give latitude and longitude, such as"
                        + " \"37.775,-122.418\"");
    }

    private static boolean isWithin(final String degrees, final int limit) {
        try {
            return Math.abs(Double.parseDouble(degrees)) <= limit;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static String accuracy(final String column, final String text) throws RowFault {
        if (!ACCURACIES.contains(text)) {
            throw new RowFault(column, quote(text) + " is not one of IP, CELL, GPS");
        }
        return text;
    }

    /** The text in quotes, cut where it is too long to be read. */
    static String quote(final String text) {
        return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
    }
}
