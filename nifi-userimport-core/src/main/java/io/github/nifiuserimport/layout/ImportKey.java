// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.util.Arrays;
import java.util.Optional;

/** What Dashly finds users by (its {@code merge_field}). */
public enum ImportKey {
    USER_ID("$user_id"),
    EMAIL("$email");

    private final String column;

    ImportKey(final String column) {
        this.column = column;
    }

    /** The column's name, which is the API's value too: {@code $user_id}. */
    public String column() {
        return column;
    }

    /** The key of that name. */
    public static Optional<ImportKey> named(final String column) {
        return Arrays.stream(values()).filter(key -> key.column.equals(column)).findFirst();
    }
}
