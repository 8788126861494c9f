// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.profile.AttributeChange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Values and changes as the JSON text that goes into jsonb, and back. */
public final class JsonText {

    /** Each value is a text of its own, so nothing is to stand between two of one generator. */
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private JsonText() {}

    /** The object that assigning and merging changes spell out: what a new profile would hold. */
    public static String ofPatch(final Map<String, AttributeChange> changes) {
        return changes.isEmpty() ? "{}" : write(json -> patch(json, changes));
    }

    public static String ofObject(final Map<String, Object> object) {
        return object.isEmpty() ? "{}" : write(json -> value(json, object));
    }

    public static String ofList(final List<Object> list) {
        return list.isEmpty() ? "[]" : write(json -> value(json, list));
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(final String json) {
        return (List<Object>) StoredJson.read(json);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(final String json) {
        return (Map<String, Object>) StoredJson.read(json);
    }

    /**
     * Spells one patch after the other, each as {@link #ofPatch} does, at less cost: here, and to
     * the database, which keeps the names of an object in an order of its own, sorts those that it
     * is given, and sees at once that they are in that order already.
     */
    public static final class Patches {

        /** As {@code jsonb} has it for names in ASCII; others it will have to sort. */
        private static final Comparator<String> ORDER =
                Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

        private final StringWriter text = new StringWriter(256);
        private final JsonGenerator json;
        private String[] names = {};

        /** Indexes of the names, in their order: for the next patch too if it has the same ones. */
        private int[] order = {};

        /** Or null, before the first. */
        private Set<String> common;

        public Patches() {
            try {
                json = FACTORY.createGenerator(text);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        public String next(final Map<String, AttributeChange> changes) {
            final AttributeChange[] values = changes.values().toArray(AttributeChange[]::new);
            final String[] present = changes.keySet().toArray(String[]::new);
            if (common == null) {
                common = new LinkedHashSet<>(changes.keySet());
            }
            if (!Arrays.equals(present, names)) {
                common.retainAll(changes.keySet());
                names = present;
                order =
                        IntStream.range(0, names.length)
                                .boxed()
                                .sorted(Comparator.comparing(index -> names[index], ORDER))
                                .mapToInt(Integer::intValue)
                                .toArray();
            }
            try {
                json.writeStartObject();
                for (final int index : order) {
                    field(json, names[index], values[index]);
                }
                json.writeEndObject();
                json.flush();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            final String one = text.toString();
            text.getBuffer().setLength(0);
            return one;
        }

        /** The names that every patch so far has. */
        public Set<String> common() {
            return common == null ? Set.of() : common;
        }
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
            field(json, entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void field(
            final JsonGenerator json, final String name, final AttributeChange change)
            throws IOException {
        json.writeFieldName(name);
        switch (change) {
            case AttributeChange.Assign assign -> value(json, assign.value());
            case AttributeChange.Merge merge -> patch(json, merge.fields());
            default -> throw new IllegalArgumentException("No patch spells " + change);
        }
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
