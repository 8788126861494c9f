// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;

import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and sizes as a person reads them, the same on every machine. */
final class PlainWords {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private PlainWords() {}

    static String number(final long number) {
        return Text.format("%,d", number);
    }

    /** {@code 1 row}, {@code 2,000 rows}. */
    static String count(final long number, final String one, final String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** A share, never 0 or 100 % when it is not quite. */
    static String percent(final long part, final long whole) {
        if (whole <= 0 || part == 0) {
            return "0 %";
        }
        final double percent = 100.0 * part / whole;
        if (percent < 0.1) {
            return "< 0.1 %";
        }
        if (part < whole && percent > 99.9) {
            return "> 99.9 %";
        }
        final String text = Text.format("%.1f", percent);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }

    static String size(final long bytes) {
        final String[] units = {"kB", "MB", "GB", "TB"};
        if (bytes < 1000) {
            return count(bytes, "byte", "bytes");
        }
        double size = bytes / 1000.0;
        int unit = 0;
        while (size >= 999.95 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        return Text.format("%.1f %s", size, units[unit]);
    }

    static String duration(final Duration duration) {
        if (duration.toSeconds() < 60) {
            return Text.format("%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.toHours() == 0) {
            return Text.format("%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
        }
        return Text.format("%s h %02d min", number(duration.toHours()), duration.toMinutesPart());
    }

    /** A time that programs read too. */
    static Element time(final Instant instant) {
        return time(instant, TIME);
    }

    /** The same to the minute, where there is little room. */
    static Element shortTime(final Instant instant) {
        return time(instant, SHORT_TIME);
    }

    private static Element time(final Instant instant, final DateTimeFormatter format) {
        return Element.of(
                "time",
                attribute("datetime", instant.toString()),
                attribute("title", TIME.format(instant)),
                Part.text(format.format(instant)));
    }
}
