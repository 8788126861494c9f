// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Writes values as compact JSON, numbers digit by digit as they are. A value is a String, Long,
 * BigInteger, BigDecimal, Boolean, List, Map or null.
 */
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    // Each value is a text of its own: nothing stands between two of one generator.
                    .rootValueSeparator((String) null)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    /** Up to so many decimals, {@link BigDecimal#toString} never writes an exponent. */
    private static final int MAX_DECIMALS_WITHOUT_EXPONENT = 6;

    private JsonWriter() {}

    /** Writes JSON, which in memory cannot fail. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** A value as JSON. Most objects and lists of a profile are empty: they cost no generator. */
    public static String text(final Object value) {
        return switch (value) {
            case Map<?, ?> object when object.isEmpty() -> "{}";
            case List<?> list when list.isEmpty() -> "[]";
            case null, default -> text(json -> write(json, value));
        };
    }

    /** What is written, as JSON. */
    public static String text(final Body body) {
        final StringWriter text = new StringWriter(256);
        try (JsonGenerator json = generator(text)) {
            body.write(json);
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes any number of values one behind the other. */
    public static JsonGenerator generator(final Writer text) throws IOException {
        return FACTORY.createGenerator(text);
    }

    /** The same, in UTF-8. */
    public static JsonGenerator generator(final OutputStream utf8) throws IOException {
        return FACTORY.createGenerator(utf8);
    }

    /** A value as a part of something larger. */
    public static void write(final JsonGenerator json, final Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long whole -> json.writeNumber(whole);
            case BigInteger whole -> json.writeNumber(whole);
            case BigDecimal decimal -> writeDecimal(json, decimal);
            case Boolean logical -> json.writeBoolean(logical);
            case List<?> list -> {
                json.writeStartArray();
                for (final Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName((String) field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    /**
     * Writes a number without an exponent. {@code toPlainString}, which the generator would call,
     * copies the digits into a buffer; {@code toString} does not for what most profiles have,
     * amounts with two decimals.
     */
    private static void writeDecimal(final JsonGenerator json, final BigDecimal decimal)
            throws IOException {
        if (decimal.scale() >= 0 && decimal.scale() <= MAX_DECIMALS_WITHOUT_EXPONENT) {
            json.writeNumber(decimal.toString());
        } else {
            json.writeNumber(decimal);
        }
    }
}
