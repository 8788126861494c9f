// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.InvisibleCharacters;
import io.github.nifiuserimport.text.Text;

/**
 * What may be a key: the text that a user or a device is found by.
 *
 * @param placeholders that stand for no key
 * @param refuseChanged whether keys are refused that a spreadsheet or a program has made of others:
 *     {@code 1.23457E+17}, {@code 1001.0}, {@code '1001}
 */
public record KeyRules(PlaceholderKeys placeholders, boolean refuseChanged) {

    /** Everything refused that is known to be no key. */
    public static final KeyRules DEFAULTS = new KeyRules(PlaceholderKeys.DEFAULTS, true);

    /**
     * The key.
     *
     * @param what it is, with its article: {@code an id}
     * @return null when there is none
     */
    public String key(final String column, final Object value, final String what) throws RowFault {
        final String key = CellText.text(column, value);
        if (key == null) {
            return null;
        }
        RowKey.checkLength(column, key, what);
        final int unclean = unclean(key);
        if (unclean >= 0) {
            throw new RowFault(
                    column,
                    Text.format(
                            "has %s at position %d; remove it, since it would make another user",
                            InvisibleCharacters.describe(key.codePointAt(unclean)),
                            key.codePointCount(0, unclean) + 1));
        }
        if (placeholders.contains(key)) {
            throw placeholder(column, key, what);
        }
        if (refuseChanged) {
            refuseChanged(column, key, what);
        }
        return key;
    }

    /** Whether a cell says, in words, that there is no key. */
    public boolean saysNone(final Object value) {
        return value instanceof String text && !text.isEmpty() && placeholders.isNull(text);
    }

    /** Whether a cell that need not be a key holds what stands for none. */
    public boolean isPlaceholder(final Object value) {
        return value instanceof String text && !text.isEmpty() && placeholders.contains(text);
    }

    private static RowFault placeholder(final String column, final String key, final String what) {
        return new RowFault(
                column,
                CellText.quote(key)
                        + " stands for no value, and is not "
                        + what
                        + ": all rows that have it would become one user. Leave the row out or"
                        + " give it its own; if it is a real one, take it out of Placeholder Keys");
    }

    /** Index of an invisible character or a space at an end (docs/dashly.md), or -1. */
    private static int unclean(final String key) {
        if (key.charAt(0) == ' ') {
            return 0;
        }
        final int last = key.length() - 1;
        return key.charAt(last) == ' ' ? last : InvisibleCharacters.find(key);
    }

    private void refuseChanged(final String column, final String key, final String what)
            throws RowFault {
        final char first = key.charAt(0);
        if (first == '\'') {
            throw new RowFault(
                    column,
                    CellText.quote(key)
                            + " begins with ', which keeps spreadsheets from changing a cell and"
                            + " would make another user; remove it");
        }
        if (first != '-' && first != '+' && !isDigit(first)) {
            return;
        }
        switch (NumberShape.of(key)) {
            case EXPONENT ->
                    throw new RowFault(
                            column,
                            CellText.quote(key)
                                    + " is a number with an exponent, as spreadsheets (Excel) and"
                                    + " pandas write long ids: digits are lost, and several users"
                                    + " would become one. Export the column as text");
            case DECIMAL -> throw new RowFault(column, CellText.quote(key) + decimal(key, what));
            case NEITHER -> {
                // As nearly all are.
            }
        }
    }

    private String decimal(final String key, final String what) {
        final String whole = NumberShape.wholePart(key);
        if (NumberShape.maybeThousands(key)) {
            return " is a number with a separator of thousands or with decimals, as spreadsheets"
                    + " (Excel) write them, and would be another user than the one without. Export"
                    + " the column as text";
        }
        if (placeholders.contains(whole)) {
            return " is "
                    + CellText.quote(whole)
                    + " as pandas writes it, which stands for no value, and is not "
                    + what
                    + ": all rows that have it would become one user. Leave the row out or give it"
                    + " its own";
        }
        return " is a decimal, as spreadsheets (Excel) and pandas make of "
                + what
                + " in a column of numbers: it would be another user than "
                + CellText.quote(whole)
                + ". Export the column as text";
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }
}
