// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** A row's values cannot be imported: it is rejected, the others go on. */
public final class RowFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * @param column name of the column at fault, or null when it is the whole row
     * @param reason what is wrong and what to do
     */
    public RowFault(final String column, final String reason) {
        // Rejected rows can be as many as the file has: no stack trace is filled in for them.
        super(reason, null, false, false);
        this.column = column;
    }

    /** Name of the column at fault, or null. */
    public String column() {
        return column;
    }
}
