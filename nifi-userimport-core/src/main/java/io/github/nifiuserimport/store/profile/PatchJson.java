// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Changes as the JSON object that goes into jsonb: what a new profile would hold. */
final class PatchJson {

    private PatchJson() {}

    /** The object that assigning and merging changes spell out. */
    public static String ofPatch(final Map<String, AttributeChange> changes) {
        return changes.isEmpty() ? "{}" : JsonWriter.text(json -> patch(json, changes));
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

        private final JsonGenerator json;
        private String[] names = {};
        private AttributeChange[] values = {};

        /** Indexes of the names, in their order: for the next patch too if it has the same ones. */
        private int[] order = {};

        /** Or null, before the first. */
        private Set<String> common;

        /**
         * @param json takes the patches, one behind the other
         */
        Patches(final JsonGenerator json) {
            this.json = json;
        }

        /** Spells the next one, to the end of what the generator writes to. */
        void write(final Map<String, AttributeChange> changes) {
            if (!take(changes)) {
                order(changes);
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
        }

        /** Takes the values in one pass, if the names are those of the patch before. */
        private boolean take(final Map<String, AttributeChange> changes) {
            if (common == null || changes.size() != names.length) {
                return false;
            }
            int index = 0;
            for (final Map.Entry<String, AttributeChange> change : changes.entrySet()) {
                if (!change.getKey().equals(names[index])) {
                    return false;
                }
                values[index++] = change.getValue();
            }
            return true;
        }

        private void order(final Map<String, AttributeChange> changes) {
            if (common == null) {
                common = new LinkedHashSet<>(changes.keySet());
            }
            common.retainAll(changes.keySet());
            names = changes.keySet().toArray(String[]::new);
            values = changes.values().toArray(AttributeChange[]::new);
            order =
                    IntStream.range(0, names.length)
                            .boxed()
                            .sorted(Comparator.comparing(index -> names[index], ORDER))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }

        /** The names that every patch so far has. */
        public Set<String> common() {
            return common == null ? Set.of() : common;
        }
    }

    /** Patches as texts. */
    public static final class PatchTexts {

        private final StringWriter text = new StringWriter(256);
        private final Patches patches;

        public PatchTexts() {
            try {
                patches = new Patches(JsonWriter.generator(text));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        public String next(final Map<String, AttributeChange> changes) {
            patches.write(changes);
            final String one = text.toString();
            text.getBuffer().setLength(0);
            return one;
        }

        /** The names that every patch so far has. */
        public Set<String> common() {
            return patches.common();
        }
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
            case AttributeChange.Assign assign -> JsonWriter.write(json, assign.value());
            case AttributeChange.Merge merge -> patch(json, merge.fields());
            default -> throw new IllegalArgumentException("No patch spells " + change);
        }
    }
}
