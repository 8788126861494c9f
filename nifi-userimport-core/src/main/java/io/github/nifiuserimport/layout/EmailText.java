// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.RowWarning;

/** What is said of a text that stands for no e-mail address. */
public final class EmailText {

    private EmailText() {}

    public static RowWarning warning(final String column, final String text) {
        return new RowWarning(
                column,
                CellText.quote(text)
                        + " stands for no value, and is not an e-mail address; it is ignored");
    }
}
