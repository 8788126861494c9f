// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.SystemField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses the text of columns whose type the vendor fixes. */
public final class CellText {

    private static final long LARGEST_INTEGER = 1L << 53;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,1000}(?:\\.[0-9]{0,1000})?");
    private static final Pattern DEGREES =
            Pattern.compile(
                    "[+-]?(?:[0-9]{1,100}\\.?[0-9]{0,100}|\\.[0-9]{1,100})(?:[eE][+-]?[0-9]{1,3})?");
    private static final Set<String> ACCURACIES = Set.of("IP", "CELL", "GPS");

    private CellText() {}

    /** The value of a system field: String, Long, BigDecimal or Boolean. */
    public static Object system(final SystemField field, final String text) throws RowFault {
        final String column = field.apiName();
        return switch (field.type()) {
            case TEXT -> text;
            case INTEGER -> whole(column, text);
            case NUMBER -> shortest(column, text);
            case BOOLEAN -> truth(column, text);
            case COUNTRY -> country(column, text);
            case LOCATION -> location(column, text);
            case LOCATION_ACCURACY -> accuracy(column, text);
        };
    }

    /** A whole number within ±2⁵³; zeros behind a point, as pandas writes them, do no harm. */
    public static long whole(final String column, final String text) throws RowFault {
        final boolean negative = text.startsWith("-");
        final int first = negative ? 1 : 0;
        int index = first;
        long number = 0;
        // Only these digits: Long.parseLong would take those of every script.
        while (index < text.length() && isDigit(text.charAt(index)) && number <= LARGEST_INTEGER) {
            number = number * 10 + (text.charAt(index) - '0');
            index++;
        }
        if (index == first || number > LARGEST_INTEGER || !isZeroFraction(text, index)) {
            throw new RowFault(column, quote(text) + " is not a whole number" + otherDigits(text));
        }
        return negative ? -number : number;
    }

    /** Whether nothing follows there, or a point and nothing but zeros, if any. */
    private static boolean isZeroFraction(final String text, final int from) {
        if (from == text.length()) {
            return true;
        }
        int index = from + 1;
        while (index < text.length() && text.charAt(index) == '0') {
            index++;
        }
        return text.charAt(from) == '.' && index == text.length();
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }

    /** What is to be said of digits that people read as such, and few programs. */
    private static String otherDigits(final String text) {
        return text.codePoints().anyMatch(each -> each > '9' && Character.isDigit(each))
                ? "; write its digits as 0 to 9"
                : "";
    }

    /** A number of any size and precision that can be stored. */
    public static BigDecimal decimal(final String column, final String text) throws RowFault {
        if (!NUMBER.matcher(text).matches()) {
            throw new RowFault(
                    column, quote(text) + " is not a number, such as 12.50" + otherDigits(text));
        }
        final BigDecimal number = new BigDecimal(text);
        StorableValue.check(column, number);
        return number;
    }

    /** The same as a value of a profile: whole ones are whole. */
    public static Object number(final String column, final String text) throws RowFault {
        final BigDecimal number = decimal(column, text);
        if (number.scale() > 0) {
            return number;
        }
        final BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    /** The same without zeros behind the point that say nothing: 17.0 is 17. */
    private static Object shortest(final String column, final String text) throws RowFault {
        final BigDecimal number = decimal(column, text).stripTrailingZeros();
        return number(column, number.toPlainString());
    }

    /** A code of ISO 4217. */
    public static String currency(final String column, final String text) throws RowFault {
        final String code = text.toUpperCase(Locale.ROOT);
        if (!CURRENCIES.contains(code)) {
            throw new RowFault(
                    column,
                    quote(text)
                            + " is not a currency code of three letters (ISO 4217), such as EUR");
        }
        return code;
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
                    quote(text) + " is not a country code of two letters (ISO 3166-1), such as DE");
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
                        + " is not a location: give latitude and longitude, such as"
                        + " \"37.775,-122.418\"");
    }

    private static boolean isWithin(final String degrees, final int limit) {
        // Java alone would also take 37.7f for a number.
        return DEGREES.matcher(degrees).matches() && Math.abs(Double.parseDouble(degrees)) <= limit;
    }

    private static String accuracy(final String column, final String text) throws RowFault {
        if (!ACCURACIES.contains(text)) {
            throw new RowFault(column, quote(text) + " is not one of IP, CELL, GPS");
        }
        return text;
    }

    /**
     * The text of a cell whose type the vendor fixes.
     *
     * @return null when it is empty
     */
    public static String text(final String column, final Object value) throws RowFault {
        final String text = value == null ? null : verbatim(column, value);
        return text == null || text.isEmpty() ? null : text;
    }

    /**
     * The same, an empty one as it is.
     *
     * @param value not null
     */
    public static String verbatim(final String column, final Object value) throws RowFault {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case List<?> list -> throw new RowFault(column, "is a list; give a single value");
            case Map<?, ?> object ->
                    throw new RowFault(column, "is a JSON object; give a single value");
            default -> value.toString();
        };
    }

    /** The text in quotes, cut where it is too long to be read. */
    public static String quote(final String text) {
        return '"' + shortened(text) + '"';
    }

    /** The text, cut where it is too long to be read. */
    static String shortened(final String text) {
        return text.length() > 60
                ? text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0, Math.min(60, text.codePointCount(0, text.length()))))
                        + "…"
                : text;
    }
}
