// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON without losing anything of it: text is String, whole numbers are Long or BigInteger,
 * others BigDecimal, arrays List, objects Map in their order. Of a key that an object has twice,
 * the last counts.
 */
public final class JsonReader {

    static final int MAX_DEPTH = 100;

    private static final String NUMBER_TOO_LONG =
            Text.format(
                    "holds a number with more than %,d digits; put it in quotes to keep it as text",
                    Storable.MAX_DIGITS);

    /** An escape that is half of a character, and not beside the other half. */
    private static final Pattern HALF_OF_CHARACTER =
            Pattern.compile(
                    "(?i)\\\\u((?<!\\\\ud[89ab][0-9a-f]{2}\\\\u)d[c-f][0-9a-f]{2}"
                            + "|d[89ab][0-9a-f]{2}(?!\\\\ud[c-f]))");

    private static final JsonFactory OF_CELLS =
            factory(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(Storable.MAX_DIGITS));

    // What is stored has been within limits; jsonb writes exponents out, so numbers grow.
    private static final JsonFactory OF_STORED =
            factory(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE));

    private JsonReader() {}

    private static JsonFactory factory(final StreamReadConstraints.Builder constraints) {
        // Names come from data: interning or keeping them would let memory grow with the file.
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(
                        constraints
                                .maxStringLength(Integer.MAX_VALUE)
                                .maxNameLength(Integer.MAX_VALUE)
                                .build())
                .build();
    }

    /**
     * The object of a {@code jsonb} that PostgreSQL wrote: whatever a row could put into a profile,
     * the rows after it can read.
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> storedObject(final String json) {
        return (Map<String, Object>) stored(json);
    }

    /** The list of a {@code jsonb}, likewise. */
    @SuppressWarnings("unchecked")
    public static List<Object> storedList(final String json) {
        return (List<Object>) stored(json);
    }

    private static Object stored(final String json) {
        try (JsonParser parser = OF_STORED.createParser(json)) {
            parser.nextToken();
            return value(parser, true);
        } catch (final IOException | CellFault impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The value that a cell's text is in JSON.
     *
     * @return null when the text is no valid JSON
     * @throws CellFault when it is, but cannot be stored
     */
    static Object read(final String text) throws CellFault {
        try (JsonParser parser = OF_CELLS.createParser(text)) {
            parser.nextToken();
            final Object value = value(parser, false);
            return parser.nextToken() == null ? value : null;
        } catch (final StreamConstraintsException e) {
            throw new CellFault(
                    e.getOriginalMessage().contains("depth")
                            ? Text.format(
                                    "holds JSON nested more than %d levels deep; nest it less",
                                    MAX_DEPTH)
                            : NUMBER_TOO_LONG);
        } catch (final JsonProcessingException e) {
            // The grammar allows half a character; from 2.22 on the parser takes it in values only.
            final Matcher half = HALF_OF_CHARACTER.matcher(text);
            if (e.getOriginalMessage().contains("surrogate") && half.find()) {
                throw new CellFault(Storable.ofHalf(Integer.parseInt(half.group(1), 16)));
            }
            return null;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The elements of a JSON array, each as its text stands in it: numbers and literals as written,
     * strings unquoted, arrays and objects as JSON.
     *
     * @return null when the text is no valid JSON array
     */
    static List<String> elementTexts(final String text) {
        final List<String> elements = new ArrayList<>();
        try (JsonParser parser = OF_CELLS.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    elements.add(null);
                } else if (parser.currentToken().isStructStart()) {
                    final int start = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    final int end = (int) parser.currentLocation().getCharOffset();
                    elements.add(text.substring(start, end));
                } else {
                    elements.add(parser.getText());
                }
            }
            return parser.nextToken() == null ? elements : null;
        } catch (final JsonProcessingException e) {
            return null;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(final JsonParser parser, final boolean stored)
            throws IOException, CellFault {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, stored);
            case START_ARRAY -> array(parser, stored);
            case VALUE_STRING -> text(parser.getText(), stored);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    stored ? storedNumber(parser) : number(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static String text(final String text, final boolean stored) throws CellFault {
        return stored ? text : Storable.text(text);
    }

    private static Map<String, Object> object(final JsonParser parser, final boolean stored)
            throws IOException, CellFault {
        final Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String name = text(parser.currentName(), stored);
            parser.nextToken();
            object.put(name, value(parser, stored));
        }
        return object;
    }

    private static List<Object> array(final JsonParser parser, final boolean stored)
            throws IOException, CellFault {
        final List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, stored));
        }
        return array;
    }

    private static Object storedNumber(final JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER -> parser.getBigIntegerValue();
            default -> parser.getDecimalValue();
        };
    }

    /**
     * A number of JSON: nothing of it is lost.
     *
     * @param text valid by JSON's grammar
     * @return Long, BigInteger or BigDecimal
     */
    static Object number(final String text) throws CellFault {
        if (text.length() > Storable.MAX_DIGITS) {
            throw new CellFault(NUMBER_TOO_LONG);
        }
        if (isWhole(text)) {
            final int digits = text.charAt(0) == '-' ? text.length() - 1 : text.length();
            return digits <= NumberText.MAX_DIGITS
                    ? Long.valueOf(text)
                    : whole(new BigInteger(text));
        }
        try {
            final BigDecimal number = new BigDecimal(text);
            final long scale = number.scale();
            if (Math.abs(scale) <= Storable.MAX_DIGITS
                    && number.precision() - scale <= Storable.MAX_DIGITS) {
                return scale > 0 ? number : whole(number.toBigIntegerExact());
            }
        } catch (final NumberFormatException | ArithmeticException e) {
            // An exponent beyond what an int holds.
        }
        throw new CellFault(NUMBER_TOO_LONG);
    }

    /** In the one form that it also has when it is read back: 1e2 is the same as 100. */
    private static Object whole(final BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static boolean isWhole(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }
}
