// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.SlotMap;
import io.github.nifiuserimport.row.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** The nested fields of a header's dotted names, and the types of their values. */
final class FieldTree {

    private final Node root = new Node();
    private final Leaf[] leaves;
    private final boolean jsonText;

    FieldTree(final List<Column> header) {
        this(header, false);
    }

    /**
     * @param jsonText whether the record's own fields are all single values: JSON as text where
     *     they are lists, objects or hold other fields
     */
    FieldTree(final List<Column> header, final boolean jsonText) {
        this.jsonText = jsonText;
        leaves = new Leaf[header.size()];
        for (final Column column : header) {
            if (column.isPassedOver()) {
                continue;
            }
            Node node = root;
            for (final String segment : column.path().subList(0, column.path().size() - 1)) {
                node = (Node) node.fields.computeIfAbsent(segment, name -> new Node());
            }
            final Leaf leaf = new Leaf(column.index());
            leaves[column.index()] = leaf;
            node.fields.put(column.path().getLast(), leaf);
        }
    }

    /** The field of a column, or null when it is passed over. */
    Leaf leaf(final int column) {
        return leaves[column];
    }

    /** Takes the nested values of a row into account. */
    void observe(final Map<?, ?> values) {
        root.observe(values);
    }

    /** No more values will come. */
    void settle() {
        root.settle(jsonText);
    }

    /**
     * A value of a column as its field has it.
     *
     * @param cell the text it is the value of
     */
    Object convert(final int column, final Object value, final String cell) {
        final boolean asItIs = jsonText && (value instanceof List || value instanceof Map);
        return asItIs ? value : leaves[column].shape.convert(value, cell);
    }

    /** Every field nullable. */
    RecordSchema schema() {
        return root.schema;
    }

    /** A row by its nested values and its cells. */
    MapRecord record(final Map<?, ?> values, final RawCells cells) {
        return root.record(values, cells);
    }

    /**
     * A row by the value of each column, of the type that its field has.
     *
     * @param values null where there is none, {@link Slots#NULL} where it is null
     */
    MapRecord record(final Object[] values) {
        final MapRecord record = root.record(values, jsonText);
        return record == null ? new JsonRecord(root.schema, new LinkedHashMap<>()) : record;
    }

    /** One object. */
    private static final class Node {

        /** A {@link Node} or a {@link Leaf} by name. */
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private RecordSchema schema;
        private SlotMap.Names names;
        private int[] columns;
        private Node[] nodes;

        void observe(final Map<?, ?> values) {
            values.forEach(
                    (name, value) -> {
                        switch (fields.get(name)) {
                            case Leaf leaf -> leaf.observe(value);
                            case Object node -> ((Node) node).observe((Map<?, ?>) value);
                        }
                    });
        }

        void settle(final boolean jsonText) {
            final List<RecordField> schemaFields = new ArrayList<>(fields.size());
            names = new SlotMap.Names(fields.keySet());
            columns = new int[fields.size()];
            nodes = new Node[fields.size()];
            fields.forEach(
                    (name, field) -> {
                        final int place = schemaFields.size();
                        if (field instanceof Leaf leaf) {
                            columns[place] = leaf.column;
                            leaf.settle();
                            final DataType type = leaf.shape.dataType();
                            schemaFields.add(new RecordField(name, jsonText ? single(type) : type));
                        } else {
                            final Node node = (Node) field;
                            nodes[place] = node;
                            node.settle(false);
                            final DataType type =
                                    RecordFieldType.RECORD.getRecordDataType(node.schema);
                            schemaFields.add(new RecordField(name, jsonText ? single(type) : type));
                        }
                    });
            schema = new SimpleRecordSchema(schemaFields);
        }

        private static DataType single(final DataType type) {
            return switch (type.getFieldType()) {
                case ARRAY, RECORD -> RecordFieldType.STRING.getDataType();
                default -> type;
            };
        }

        MapRecord record(final Map<?, ?> values, final RawCells cells) {
            final Map<String, Object> converted = LinkedHashMap.newLinkedHashMap(values.size());
            values.forEach(
                    (name, value) -> {
                        final Object field = fields.get(name);
                        converted.put(
                                (String) name,
                                field instanceof Leaf leaf
                                        ? leaf.shape.convert(value, cells.texts()[leaf.column])
                                        : ((Node) field).record((Map<?, ?>) value, cells));
                    });
            return new JsonRecord(schema, converted);
        }

        /** Null when nothing within has a value. */
        MapRecord record(final Object[] values, final boolean jsonText) {
            final Object[] given = new Object[columns.length];
            int count = 0;
            for (int i = 0; i < given.length; i++) {
                given[i] = nodes[i] == null ? values[columns[i]] : nodes[i].record(values, false);
                if (given[i] != null) {
                    count++;
                    if (jsonText && isNested(given[i])) {
                        given[i] = RecordJson.text(given[i]);
                    }
                }
            }
            return count == 0
                    ? null
                    : new JsonRecord(schema, new FieldValues(new SlotMap(names, given, count)));
        }

        private static boolean isNested(final Object value) {
            return value instanceof MapRecord || value instanceof List || value instanceof Map;
        }
    }

    /** One column. */
    static final class Leaf {

        private final int column;
        private final Shape shape = new Shape();
        private final FieldBudget budget = new FieldBudget();

        private Leaf(final int column) {
            this.column = column;
        }

        /** Takes a value into account; null says nothing. */
        void observe(final Object value) {
            shape.observe(value, budget);
        }

        /** What is known of its values. */
        Shape shape() {
            return shape;
        }

        private void settle() {
            shape.settle(budget.exceeded());
        }
    }
}
