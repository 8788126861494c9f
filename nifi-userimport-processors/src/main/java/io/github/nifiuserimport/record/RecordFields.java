// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Header;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * A schema's fields as columns: records within records are followed to their leaves. Maps, lists
 * and fields of several types are leaves.
 *
 * @param root the record's fields
 * @param paths of the leaves, in the schema's order
 */
record RecordFields(List<Field> root, List<List<String>> paths) {

    /**
     * A field of the schema.
     *
     * @param field as the schema has it
     * @param column index of its column, or -1 for a record of fields
     * @param fields of that record, empty for a leaf
     */
    record Field(RecordField field, int column, List<Field> fields) {

        boolean isLeaf() {
            return column >= 0;
        }
    }

    static RecordFields of(final RecordSchema schema) throws FileFault {
        final List<List<String>> paths = new ArrayList<>();
        final Set<RecordSchema> above = Collections.newSetFromMap(new IdentityHashMap<>());
        return new RecordFields(fields(schema, List.of(), above, paths), List.copyOf(paths));
    }

    private static List<Field> fields(
            final RecordSchema schema,
            final List<String> parent,
            final Set<RecordSchema> above,
            final List<List<String>> paths)
            throws FileFault {
        // Those of a file of rejected records.
        final boolean errorFields =
                parent.isEmpty() && schema.getFieldNames().containsAll(Header.ERROR_COLUMNS);
        above.add(schema);
        final List<Field> fields = new ArrayList<>(schema.getFieldCount());
        for (final RecordField field : schema.getFields()) {
            final String name = field.getFieldName();
            if (errorFields && Header.ERROR_COLUMNS.contains(name)) {
                continue;
            }
            final List<String> path = new ArrayList<>(parent);
            path.add(name);
            final RecordSchema child = child(field.getDataType());
            // A schema may hold itself, and then has no end.
            if (child == null || child.getFieldCount() == 0 || above.contains(child)) {
                fields.add(new Field(field, paths.size(), List.of()));
                paths.add(List.copyOf(path));
            } else {
                fields.add(new Field(field, -1, fields(child, path, above, paths)));
            }
            if (paths.size() > CsvFormat.DEFAULT_MAX_COLUMNS) {
                throw new FileFault(
                        0,
                        null,
                        Text.format(
                                "the records have more than %d fields; if names of fields are data, declare a map in an explicit schema",
                                CsvFormat.DEFAULT_MAX_COLUMNS));
            }
        }
        above.remove(schema);
        return List.copyOf(fields);
    }

    private static RecordSchema child(final DataType type) {
        return type instanceof RecordDataType of ? of.getChildSchema() : null;
    }
}
