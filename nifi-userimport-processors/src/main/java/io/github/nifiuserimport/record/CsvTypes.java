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

        // What the columns are known to hold, so that nothing is done about a cell that is like
        // those before it: a set of kinds by their bits, and the most digits.
        private final int[] knownKinds;
        private final int[] mostWholeDigits;
        private final int[] mostDecimals;

        // Of the row's other cells. Only when it has ended is it known whether they have a say.
        private final Kind[] kinds;
        private final int[] wholeDigits;
        private final int[] decimals;
        private final Object[] values;
        private boolean news;
        private boolean rejected;

        Finder(final CsvCells cells, final FieldTree tree) {
            this.cells = cells;
            this.tree = tree;
            typed = cells.typed();
            knownKinds = new int[typed.length];
            mostWholeDigits = new int[typed.length];
            mostDecimals = new int[typed.length];
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
            if (news) {
                // Of a row that was passed over.
                forget(column);
            }
            if (length == 0) {
                if (quoted) {
                    found(column, Kind.TEXT, 0, 0);
                }
            } else if (typed[column] && number.read(buffer, offset, length)) {
                found(
                        column,
                        number.isWhole() ? Kind.LONG : Kind.DECIMAL,
                        number.wholeDigits(),
                        number.decimals());
            } else if (typed[column] && Scalars.logical(buffer, offset, length) != null) {
                found(column, Kind.BOOLEAN, 0, 0);
            } else if (cells.isPlain(buffer, offset, length)) {
                found(column, Kind.TEXT, 0, 0);
            } else {
                other(column, new String(buffer, offset, length), quoted);
            }
        }

        private void found(
                final int column, final Kind kind, final int whole, final int behindPoint) {
            if ((knownKinds[column] & 1 << kind.ordinal()) == 0
                    || whole > mostWholeDigits[column]
                    || behindPoint > mostDecimals[column]) {
                kinds[column] = kind;
                wholeDigits[column] = whole;
                decimals[column] = behindPoint;
                news = true;
            }
        }

        private void other(final int column, final String text, final boolean quoted) {
            try {
                final Object value = cells.value(column, text, quoted);
                if (value instanceof String) {
                    found(column, Kind.TEXT, 0, 0);
                } else if (value != null && value != Slots.NULL) {
                    values[column] = value;
                    news = true;
                }
            } catch (final CellFault e) {
                rejected = true;
            }
        }

        void endRow() {
            if (news) {
                final boolean heard = !rejected && cells.rowFault() == null;
                for (int column = 0; column < kinds.length; column++) {
                    if (heard) {
                        learn(column);
                    }
                    forget(column);
                }
                news = false;
            }
            rejected = false;
        }

        private void learn(final int column) {
            final Leaf leaf = tree.leaf(column);
            if (leaf != null) {
                observe(leaf, column);
            }
            if (kinds[column] != null) {
                knownKinds[column] |= 1 << kinds[column].ordinal();
                mostWholeDigits[column] = Math.max(mostWholeDigits[column], wholeDigits[column]);
                mostDecimals[column] = Math.max(mostDecimals[column], decimals[column]);
            }
        }

        private void observe(final Leaf leaf, final int column) {
            final Kind kind = kinds[column];
            if (kind == null) {
                leaf.observe(values[column]);
            } else if (kind == Kind.LONG || kind == Kind.DECIMAL) {
                leaf.shape().observeNumber(kind, wholeDigits[column], decimals[column]);
            } else {
                leaf.shape().observe(kind);
            }
        }

        private void forget(final int column) {
            kinds[column] = null;
            values[column] = null;
        }
    }
}
