// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv.record;

import io.github.nifiuserimport.csv.Column;
import io.github.nifiuserimport.csv.FileFault;
import io.github.nifiuserimport.csv.RawCells;
import io.github.nifiuserimport.csv.Row;
import io.github.nifiuserimport.csv.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Turns the rows of one file into records of one schema. */
public final class RowRecords {

    private final Node root;

    private RowRecords(final Node root) {
        this.root = root;
    }

    /**
     * Finds the schema that every row fits, by reading all of them. Rejected rows have no say.
     *
     * @param rows before the first row; read to the end, not closed
     */
    public static RowRecords infer(final RowReader rows) throws IOException, FileFault {
        final Inference inference = new Inference(rows.header());
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (row instanceof Row.Values values) {
                inference.observe(values);
            }
        }
        return inference.settle();
    }

    /** Finds the schema while somebody else reads the rows. */
    public static final class Inference {

        private final Node root;

        public Inference(final List<Column> header) {
            root = Node.of(header);
        }

        /** Takes a row into account. */
        public void observe(final Row.Values row) {
            root.observe(row.values());
        }

        /** What holds all the rows observed; there are no more. */
        public RowRecords settle() {
            return settled(root);
        }
    }

    /** For rows whose cells are all text. */
    public static RowRecords ofText(final List<Column> header) {
        return settled(Node.of(header));
    }

    private static RowRecords settled(final Node root) {
        root.settle();
        return new RowRecords(root);
    }

    /** The schema: nested as the header's names are, every field nullable. */
    public RecordSchema schema() {
        return root.schema;
    }

    /** A row that the schema was inferred from. */
    public Record record(final Row.Values row) {
        return root.record(row.values(), row.cells());
    }

    /** One object of the header's tree. */
    private static final class Node {

        /** A {@link Node} or a {@link Leaf} by name. */
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private RecordSchema schema;

        static Node of(final List<Column> header) {
            final Node root = new Node();
            for (final Column column : header) {
                if (column.isPassedOver()) {
                    continue;
                }
                Node node = root;
                for (final String segment : column.path().subList(0, column.path().size() - 1)) {
                    node = (Node) node.fields.computeIfAbsent(segment, name -> new Node());
                }
                node.fields.put(column.path().getLast(), new Leaf(column.index()));
            }
            return root;
        }

        void observe(final Map<?, ?> values) {
            values.forEach(
                    (name, value) -> {
                        switch (fields.get(name)) {
                            case Leaf leaf -> leaf.observe(value);
                            case Object node -> ((Node) node).observe((Map<?, ?>) value);
                        }
                    });
        }

        void settle() {
            final List<RecordField> schemaFields = new ArrayList<>(fields.size());
            fields.forEach((name, field) -> schemaFields.add(settled(name, field)));
            schema = new SimpleRecordSchema(schemaFields);
        }

        private static RecordField settled(final String name, final Object field) {
            if (field instanceof Leaf leaf) {
                leaf.shape.settle(leaf.budget.exceeded());
                return new RecordField(name, leaf.shape.dataType());
            }
            final Node node = (Node) field;
            node.settle();
            return new RecordField(name, RecordFieldType.RECORD.getRecordDataType(node.schema));
        }

        Record record(final Map<?, ?> values, final RawCells cells) {
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
            return new MapRecord(schema, converted);
        }
    }

    /** One column. */
    private static final class Leaf {

        private final int column;
        private final Shape shape = new Shape();
        private final FieldBudget budget = new FieldBudget();

        Leaf(final int column) {
            this.column = column;
        }

        void observe(final Object value) {
            shape.observe(value, budget);
        }
    }
}
