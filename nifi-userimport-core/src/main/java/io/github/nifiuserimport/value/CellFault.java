// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

/** A cell holds something that cannot be stored as it is. */
public final class CellFault extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong and what to do, without line and column
     */
    public CellFault(final String reason) {
        // A row of data, not the program, is at fault: nobody needs the stack.
        super(reason, null, false, false);
    }
}
