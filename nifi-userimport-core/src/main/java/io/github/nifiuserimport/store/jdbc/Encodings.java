// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import io.github.nifiuserimport.text.Text;

/** How a database keeps texts. */
public final class Encodings {

    private Encodings() {}

    public static boolean isUtf8(final String encoding) {
        return encoding.equals("UTF8");
    }

    /** Why another encoding will not do, and what to do. */
    public static String explain(final String encoding) {
        return Text.format(
                "The database has the encoding %s, in which names of most of the world have no"
                        + " place. The user import needs one with UTF8: CREATE DATABASE … ENCODING"
                        + " 'UTF8' LOCALE 'C' TEMPLATE template0",
                encoding);
    }
}
