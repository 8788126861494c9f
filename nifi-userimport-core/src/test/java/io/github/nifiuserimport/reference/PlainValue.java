// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What cells mean. Values are String, Boolean, List, Map and, for every number, BigDecimal: whole
 * numbers have no decimals, others keep theirs.
 */
final class PlainValue {

    static final String NUL = "\0";
    private static final int DEEPEST = 100;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(5_000)
                                .maxNumberLength(100_000)
                                .build());
    }

    private PlainValue() {}

    /** The value that a text looks like. */
    static Object of(final String text) throws PlainReject {
        if (text.contains(NUL)) {
            throw new PlainReject("NUL");
        }
        final List<Object> list = list(text);
        if (list != null) {
            return list;
        }
        if (text.matches("(?s)\\{\\s*[\"}].*\\}") || text.matches("\\{\\s*\\}")) {
            final Object object = json(text);
            if (object != null) {
                return object;
            }
        }
        return scalar(text);
    }

    private static Object scalar(final String text) {
        if (text.matches("(?i)true|false") && text.chars().allMatch(c -> c < 128)) {
            return text.equalsIgnoreCase("true");
        }
        final boolean number = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
        final String digits = text.replaceAll("[^0-9]", "");
        final boolean negativeZero = text.startsWith("-") && digits.matches("0*");
        return number && digits.length() <= 15 && !negativeZero ? new BigDecimal(text) : text;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(final String text) throws PlainReject {
        if (!text.matches("(?s)\\[.*\\]")) {
            return null;
        }
        final Object json = json(text);
        if (json != null) {
            return (List<Object>) json;
        }
        final List<String> python = python(text);
        if (python != null) {
            final List<Object> list = new ArrayList<>();
            for (final String element : python) {
                list.add(
                        element.startsWith("'")
                                ? pythonText(element)
                                : element.equals("None") ? null : scalar(element));
            }
            return list;
        }
        final List<String> bare = bareList(text);
        if (bare == null) {
            return null;
        }
        final List<Object> list = new ArrayList<>();
        bare.forEach(element -> list.add(scalar(element)));
        return list;
    }

    /** The elements of {@code ['a', 1]} as they are written; null when it is no such list. */
    static List<String> python(final String text) {
        final String element =
                "'(?:[^'\\\\]|\\\\['\"\\\\nrt])*'|None|(?i:true|false)|-?(?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{1,2})?";
        final String space = "[ \\t\\r\\n]*";
        final String list = "\\[S(?:E)S(?:,S(?:E)S)*\\]".replace("S", space).replace("E", element);
        if (!beginsWithQuote(text) || !text.matches(list)) {
            return null;
        }
        return Pattern.compile(element).matcher(text).results().map(MatchResult::group).toList();
    }

    /** Of a text of Python. */
    static String pythonText(final String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("\\'", "'").replace("\\\"", "\"");
    }

    /** Whether an element of a list does. */
    private static boolean beginsWithQuote(final String text) {
        return text.matches("(?s)(\\[|\\[.*,)[ \\t\\r\\n]*'.*");
    }

    /** The elements of {@code [a, b]}; null when it is no such list. */
    static List<String> bareList(final String text) {
        if (!text.matches("(?s)\\[[^\"\\[\\]{}]*\\]") || beginsWithQuote(text)) {
            return null;
        }
        final String inner = text.substring(1, text.length() - 1);
        final List<String> elements = new ArrayList<>();
        if (!trim(inner).isEmpty()) {
            for (final String element : inner.split(",", -1)) {
                elements.add(trim(element));
            }
        }
        return elements;
    }

    private static String trim(final String text) {
        return text.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
    }

    /**
     * What a text is in JSON; null when it is none.
     *
     * @throws PlainReject when it is, but no profile can hold it
     */
    static Object json(final String text) throws PlainReject {
        if (levels(text) > DEEPEST) {
            throw new PlainReject("too deep");
        }
        final Object value;
        try {
            value = JSON.readValue(text, Object.class);
        } catch (final JsonProcessingException none) {
            return null;
        }
        return storable(value, DEEPEST);
    }

    /** How deep brackets nest, those in strings aside. */
    private static int levels(final String text) {
        int level = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '[' || c == '{')) {
                deepest = Math.max(deepest, ++level);
            } else if (!inString && (c == ']' || c == '}')) {
                level--;
            }
        }
        return deepest;
    }

    /** JSON as the database hands it out. */
    static Object ofDatabase(final String json) throws JsonProcessingException {
        try {
            return storable(JSON.readValue(json, Object.class), 2 * DEEPEST);
        } catch (final PlainReject impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Object storable(final Object value, final int levels) throws PlainReject {
        if (levels == 0 && (value instanceof List<?> || value instanceof Map<?, ?>)) {
            throw new PlainReject("too deep");
        }
        switch (value) {
            case String text -> {
                if (text.contains(NUL) || !UTF_8.newEncoder().canEncode(text)) {
                    throw new PlainReject("half a character");
                }
                return text;
            }
            case BigInteger whole -> {
                return number(new BigDecimal(whole));
            }
            case BigDecimal decimal -> {
                return number(decimal);
            }
            case List<?> list -> {
                final List<Object> copy = new ArrayList<>();
                for (final Object element : list) {
                    copy.add(storable(element, levels - 1));
                }
                return copy;
            }
            case Map<?, ?> object -> {
                final Map<String, Object> copy = new LinkedHashMap<>();
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    copy.put(
                            (String) storable(field.getKey(), levels),
                            storable(field.getValue(), levels - 1));
                }
                return copy;
            }
            case null, default -> {
                return value;
            }
        }
    }

    private static BigDecimal number(final BigDecimal number) throws PlainReject {
        if (Math.abs(number.scale()) > 1000
                || number.precision() > 1000
                || number.precision() - number.scale() > 1000) {
            throw new PlainReject("too many digits");
        }
        return plain(number);
    }

    /** A number as a database writes it, without an exponent. */
    static BigDecimal plain(final BigDecimal number) {
        return new BigDecimal(number.toPlainString());
    }

    /** The number without zeros at its end, as sums are kept. */
    static BigDecimal sum(final BigDecimal one, final BigDecimal other) {
        return plain(one.add(other).stripTrailingZeros());
    }

    static boolean isWhole(final Object value) {
        return value instanceof BigDecimal number && number.scale() == 0;
    }
}
