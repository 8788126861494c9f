// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.csv.CellHandler;
import io.github.nifiuserimport.csv.CsvCells;
import io.github.nifiuserimport.record.FieldTree.Leaf;
import io.github.nifiuserimport.record.Shape.Kind;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Slots;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.NumberText;
import io.github.nifiuserimport.value.Scalars;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The types of the columns of a CSV file. */
public final class CsvTypes {

    private final FieldTree tree;

    private CsvTypes(final FieldTree tree) {
        this.tree = tree;
        tree.settle();
    }

    /**
     * Finds the types that fit every row, by reading all rows. Rejected rows do not count.
     *
     * @param cells before the first row; read to the end, not closed
     * @param jsonText whether lists, objects and what the header nests are JSON as text
     */
    public static CsvTypes find(final CsvCells cells, final boolean jsonText)
            throws IOException, FileFault {
        final FieldTree tree = new FieldTree(cells.header(), jsonText);
        final Finder finder = new Finder(cells, tree);
        cells.handTo(finder);
        while (cells.next()) {
            finder.endRow();
        }
        return new CsvTypes(tree);
    }

    /**
     * For a file whose cells are all text.
     *
     * @param jsonText whether what the header nests is JSON as text
     */
    public static CsvTypes text(final List<Column> header, final boolean jsonText) {
        return new CsvTypes(new FieldTree(header, jsonText));
    }

    /** The file's fields. */
    FieldTree tree() {
        return tree;
    }

    /**
     * Looks at most cells in the parser's buffer without making a text or a value of them:
     * otherwise reading a file twice would take too long.
     */
    private static final class Finder implements CellHandler {

        private final CsvCells cells;
        private final FieldTree tree;
        private final boolean[] typed;
        private final NumberText number = new NumberText();

        // Of the row's cells. Only when it has ended is it known whether they have a say.
        private final Kind[] kinds;
        private final int[] wholeDigits;
        private final int[] decimals;
        private final Object[] values;
        private boolean rejected;

        Finder(final CsvCells cells, final FieldTree tree) {
            this.cells = cells;
            this.tree = tree;
            typed = cells.typed();
            kinds = new Kind[typed.length];
            wholeDigits = new int[typed.length];
            decimals = new int[typed.length];
            values = new Object[typed.length];
        }

        @Override
        public void cell(
                final int column,
                final char[] buffer,
                final int offset,
                final int length,
                final boolean quoted) {
            values[column] = null;
            if (length > 0 && typed[column] && number.read(buffer, offset, length)) {
                kinds[column] = number.isWhole() ? Kind.LONG : Kind.DECIMAL;
                wholeDigits[column] = number.wholeDigits();
                decimals[column] = number.decimals();
            } else if (typed[column] && Scalars.logical(buffer, offset, length) != null) {
                kinds[column] = Kind.BOOLEAN;
            } else if (length == 0) {
                kinds[column] = quoted ? Kind.TEXT : null;
            } else if (cells.isPlain(buffer, offset, length)) {
                kinds[column] = Kind.TEXT;
            } else {
                kinds[column] = null;
                try {
                    values[column] =
                            cells.value(column, new String(buffer, offset, length), quoted);
                } catch (final CellFault e) {
                    rejected = true;
                }
            }
        }

        void endRow() {
            if (rejected || cells.rowFault() != null) {
                // Its values may be large, and the next row may be rejected before it has others.
                Arrays.fill(values, null);
            } else {
                for (int column = 0; column < kinds.length; column++) {
                    final Leaf leaf = tree.leaf(column);
                    if (leaf != null) {
                        observe(leaf, column);
                    }
                }
            }
            rejected = false;
        }

        private void observe(final Leaf leaf, final int column) {
            final Kind kind = kinds[column];
            if (kind == null) {
                leaf.observe(values[column] == Slots.NULL ? null : values[column]);
            } else if (kind == Kind.LONG || kind == Kind.DECIMAL) {
                leaf.shape().observeNumber(kind, wholeDigits[column], decimals[column]);
            } else {
                leaf.shape().observe(kind);
            }
        }
    }
}
