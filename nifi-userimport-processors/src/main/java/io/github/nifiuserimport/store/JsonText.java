// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.profile.AttributeChange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Values and changes as the JSON text that goes into jsonb, and back. */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** The object that assigning and merging changes spell out: what a new profile would hold. */
    static String ofPatch(final Map<String, AttributeChange> changes) {
        return changes.isEmpty() ? "{}" : write(json -> patch(json, changes));
    }

    static String ofObject(final Map<String, Object> object) {
        return object.isEmpty() ? "{}" : write(json -> value(json, object));
    }

    static String ofList(final List<Object> list) {
        return list.isEmpty() ? "[]" : write(json -> value(json, list));
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(final String json) {
        return (List<Object>) StoredJson.read(json);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(final String json) {
        return (Map<String, Object>) StoredJson.read(json);
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String write(final Body body) {
        final StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            body.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void patch(final JsonGenerator json, final Map<String, AttributeChange> changes)
            throws IOException {
        json.writeStartObject();
        for (final Map.Entry<String, AttributeChange> entry : changes.entrySet()) {
            switch (entry.getValue()) {
                case AttributeChange.Assign assign -> {
                    json.writeFieldName(entry.getKey());
                    value(json, assign.value());
                }
                case AttributeChange.Merge merge -> {
                    json.writeFieldName(entry.getKey());
                    patch(json, merge.fields());
                }
                default ->
                        throw new IllegalArgumentException("No patch spells " + entry.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void value(final JsonGenerator json, final Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case BigDecimal number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (final Object element : list) {
                    value(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName((String) field.getKey());
                    value(json, field.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
    }
}
