// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Records as JSON, one a line, nested as their columns' names are. CSV would not do: it does not
 * tell the text 42 from the number. {@code line}, {@code column} and {@code error} are fields
 * beside the record's own.
 */
public final class JsonNotation implements RowNotation {

    private final Slots slots;
    private final int columns;

    /**
     * @param header the file's columns
     */
    public JsonNotation(final List<Column> header) {
        slots = Slots.of(header);
        columns = header.size();
    }

    @Override
    public String heading() {
        return "";
    }

    /**
     * {@inheritDoc}
     *
     * @param cells texts, each of them JSON as it is, or when {@link RawCells#quoted} the text of a
     *     string; an empty one that is no string is absent
     */
    @Override
    public String row(final RawCells cells) {
        final Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            final String text = cells.texts()[i];
            if (cells.quoted().get(i)) {
                values[i] = text;
            } else if (!text.isEmpty()) {
                values[i] = new Raw(text);
            }
        }
        return JsonWriter.text(json -> object(json, slots.values(values)));
    }

    @Override
    public String overflow(final RawCells cells) {
        return null;
    }

    @Override
    public String rejected(
            final String row,
            final String overflow,
            final long line,
            final String column,
            final String error) {
        final String fault =
                JsonWriter.text(
                        json -> {
                            json.writeStartObject();
                            json.writeNumberField(Header.ERROR_COLUMNS.get(0), line);
                            json.writeStringField(Header.ERROR_COLUMNS.get(1), column);
                            json.writeStringField(Header.ERROR_COLUMNS.get(2), error);
                            json.writeEndObject();
                        });
        final String fields = row.substring(0, row.length() - 1);
        return fields + (fields.length() > 1 ? "," : "") + fault.substring(1) + "\n";
    }

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public String mimeType() {
        return "application/x-ndjson";
    }

    private static void object(final JsonGenerator json, final Map<?, ?> object)
            throws IOException {
        json.writeStartObject();
        for (final Map.Entry<?, ?> field : object.entrySet()) {
            json.writeFieldName((String) field.getKey());
            switch (field.getValue()) {
                case Map<?, ?> nested -> object(json, nested);
                case Raw raw -> json.writeRawValue(raw.json);
                case Object text -> json.writeString((String) text);
            }
        }
        json.writeEndObject();
    }

    /** A value that is JSON already. */
    private record Raw(String json) {}
}
