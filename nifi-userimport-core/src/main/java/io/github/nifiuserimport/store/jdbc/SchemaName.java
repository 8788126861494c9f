// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import java.util.regex.Pattern;

/**
 * Name of the PostgreSQL schema that holds the tables. It becomes part of SQL texts, where no
 * parameter can stand, so it is checked here and nowhere trusted otherwise.
 *
 * @param name lower-case letters, digits and {@code _}, not starting with a digit
 * @param temporary whether it is the one in which PostgreSQL keeps a session's temporary tables
 */
public record SchemaName(String name, boolean temporary) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /**
     * @throws IllegalArgumentException when the name is not allowed
     */
    public SchemaName {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A schema name has lower-case letters, digits and _, does not start with a"
                            + " digit and has at most 63 characters: "
                            + name);
        }
        if (name.startsWith("pg_") && !temporary) {
            throw new IllegalArgumentException(
                    "PostgreSQL keeps names with pg_ to itself: " + name);
        }
    }

    /**
     * One that people name.
     *
     * @throws IllegalArgumentException when the name is not allowed
     */
    public SchemaName(final String name) {
        this(name, false);
    }

    /** The SQL with every {@code {schema}} replaced by the quoted name. */
    public String in(final String sql) {
        return sql.replace("{schema}", '"' + name + '"');
    }
}
