// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times: Unix seconds, with decimals or without, or ISO 8601. A date alone is its midnight,
 * and a time without an offset is in UTC. What is finer than microseconds is cut off, since
 * timestamps in PostgreSQL have no more.
 */
public final class TimeText {

    /** The last second of the year 9999; beyond it only milliseconds by mistake are seen. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int MICRO_DIGITS = 6;
    private static final int NANOS_OF_MICRO = 1000;

    /**
     * A space may stand for T, as databases write it, and UTC for Z, as BigQuery does.
     *
     * <p>Groups: year, month, day, hour, minute, second, decimals, offset.
     */
    private static final Pattern ISO =
            Pattern.compile(
                    "([0-9]{4})-([0-9]{2})-([0-9]{2})"
                            + "(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
                            + " ?([Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

    private TimeText() {}

    /**
     * The moment.
     *
     * @throws RowFault when it is no time, or none between 1970 and 9999
     */
    public static Instant parse(final String column, final String text) throws RowFault {
        final Instant time = isIso(text) ? ofIso(text) : ofSeconds(column, text);
        if (time == null) {
            throw new RowFault(
                    column,
                    CellText.quote(text)
                            + " is not Unix seconds, such as 1483228800, nor ISO 8601, such as"
                            + " 2017-01-01T00:00:00Z");
        }
        if (time.getEpochSecond() < 0 || time.getEpochSecond() > LAST_SECOND) {
            throw outOfRange(column, text, false);
        }
        return time;
    }

    private static boolean isIso(final String text) {
        return text.length() >= "2017-01-01".length() && text.charAt(4) == '-';
    }

    /** Null when it is no time. */
    private static Instant ofSeconds(final String column, final String text) throws RowFault {
        int index = text.startsWith("-") ? 1 : 0;
        final int first = index;
        long seconds = 0;
        for (; index < text.length() && isDigit(text.charAt(index)); index++) {
            if (seconds <= LAST_SECOND) {
                seconds = seconds * 10 + (text.charAt(index) - '0');
            }
        }
        final int point = index;
        int nanos = 0;
        if (index > first && index < text.length() && text.charAt(index) == '.') {
            int unit = 100_000_000;
            for (index++; index < text.length() && isDigit(text.charAt(index)); index++) {
                if (index - point <= MICRO_DIGITS) {
                    nanos += unit * (text.charAt(index) - '0');
                    unit /= 10;
                }
            }
        }
        if (point == first || index < text.length()) {
            return null;
        }
        if (first == 1 && (seconds > 0 || nanos > 0) || seconds > LAST_SECOND) {
            throw outOfRange(column, text, first == 0);
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }

    private static RowFault outOfRange(
            final String column, final String text, final boolean milliseconds) {
        return new RowFault(
                column,
                CellText.quote(text)
                        + " is not a time between 1970 and 9999"
                        + (milliseconds
                                ? " in Unix seconds; are these milliseconds? Divide them by 1000"
                                : ""));
    }

    /** Null when it is no time. */
    private static Instant ofIso(final String text) {
        final Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            number(parts, 1),
                            number(parts, 2),
                            number(parts, 3),
                            number(parts, 4),
                            number(parts, 5),
                            number(parts, 6),
                            nanos(parts.group(7)))
                    .toInstant(offset(parts.group(8)));
        } catch (final DateTimeException none) {
            return null;
        }
    }

    private static int number(final Matcher parts, final int group) {
        final String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(final String decimals) {
        if (decimals == null) {
            return 0;
        }
        final int micros =
                Integer.parseInt((decimals + "0".repeat(MICRO_DIGITS)).substring(0, MICRO_DIGITS));
        return micros * NANOS_OF_MICRO;
    }

    private static ZoneOffset offset(final String text) {
        return text == null || !(text.startsWith("+") || text.startsWith("-"))
                ? ZoneOffset.UTC
                : ZoneOffset.of(text);
    }
}
