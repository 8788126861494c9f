// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Dates and times of records as text, since JSON and the columns of imports have no such types. */
final class Moments {

    private Moments() {}

    /**
     * A date or time as ISO 8601 writes it, a point in time in UTC.
     *
     * @return null when the value is no such
     */
    static String iso8601(final Object value) {
        return switch (value) {
            // NiFi keeps dates and times of day in the JVM's time zone.
            case java.sql.Date date -> date.toLocalDate().toString();
            case java.sql.Time time ->
                    DateTimeFormatter.ISO_LOCAL_TIME.format(
                            Instant.ofEpochMilli(time.getTime())
                                    .atZone(ZoneId.systemDefault())
                                    .toLocalTime());
            case LocalDate date -> date.toString();
            case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case LocalDateTime local -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
            default -> {
                final Instant instant = instant(value);
                yield instant == null ? null : instant.toString();
            }
        };
    }

    /**
     * A date or point in time in Unix seconds: so do imports write times in columns of their own,
     * such as {@code created}.
     *
     * @return null when the value is no such
     */
    static String unixSeconds(final Object value) {
        final Instant instant =
                switch (value) {
                    case java.sql.Date date -> startOf(date.toLocalDate());
                    case java.sql.Time time -> null;
                    case LocalDate date -> startOf(date);
                    case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                    default -> instant(value);
                };
        return instant == null ? null : Long.toString(instant.getEpochSecond());
    }

    private static Instant startOf(final LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Instant instant(final Object value) {
        return switch (value) {
            case Instant instant -> instant;
            case OffsetDateTime offset -> offset.toInstant();
            case ZonedDateTime zoned -> zoned.toInstant();
            case java.sql.Timestamp timestamp -> timestamp.toInstant();
            case java.util.Date date -> Instant.ofEpochMilli(date.getTime());
            default -> null;
        };
    }
}
