// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.store.jdbc.Encodings;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.Transaction;
import io.github.nifiuserimport.text.Text;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is there of the schema, for faults that its migrations would stumble over, or would not see.
 *
 * @param schema its name
 * @param encoding of the database
 * @param tables those of the schema
 */
record PresentSchema(SchemaName schema, String encoding, Set<String> tables) {

    static final String HISTORY = "schema_history";

    private static final List<String> TABLES =
            List.of(
                    "user_profile",
                    "device",
                    "event",
                    "import_job",
                    "import_part",
                    "import_row_error",
                    "import_row_warning",
                    "import_column_error",
                    "suppressed_address",
                    "history_start",
                    "history_change",
                    "user_profile_before",
                    "device_before",
                    "event_before",
                    "suppressed_address_before",
                    "undo_step",
                    "history_restored",
                    "history_restored_address");

    private static final String SELECT =
            """
            SELECT current_setting('server_encoding'), relname
            FROM (SELECT) AS one_row
            LEFT JOIN (pg_catalog.pg_class JOIN pg_catalog.pg_namespace AS schema
                       ON relnamespace = schema.oid AND nspname = ? AND relkind IN ('r', 'p'))
                ON true
            """;

    static PresentSchema of(final ConnectionSource connections, final SchemaName schema)
            throws StoreException {
        try (Transaction transaction = Transaction.begin(connections);
                PreparedStatement select = transaction.connection().prepareStatement(SELECT)) {
            select.setString(1, schema.name());
            final Set<String> tables = new LinkedHashSet<>();
            String encoding = null;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    encoding = row.getString(1);
                    if (row.getString(2) != null) {
                        tables.add(row.getString(2));
                    }
                }
            }
            return new PresentSchema(schema, encoding, tables);
        } catch (final SQLException failed) {
            throw new StoreException(
                    "Looking at schema "
                            + schema.name()
                            + ": "
                            + DatabaseFault.of(failed).message(),
                    true,
                    failed);
        }
    }

    /** Before migrations: whether there is room for the tables, and no others in their place. */
    void checkBefore() throws StoreException {
        if (tables.contains(HISTORY)) {
            return;
        }
        if (!Encodings.isUtf8(encoding)) {
            throw fault(Encodings.explain(encoding));
        }
        final List<String> present = TABLES.stream().filter(tables::contains).toList();
        if (!present.isEmpty()) {
            throw fault(
                    Text.format(
                            "Schema %s has the table %s, but no table %s, which tells what version of the"
                                    + " user import it is of. Restore that from a backup, or set"
                                    + " another Schema.",
                            schema.name(), String.join(", ", present), HISTORY));
        }
    }

    /** After migrations, which look at their history only. */
    void checkAfter() throws StoreException {
        final List<String> missing =
                TABLES.stream().filter(table -> !tables.contains(table)).toList();
        if (!missing.isEmpty()) {
            throw fault(
                    Text.format(
                            "Schema %1$s lacks the table %2$s, which somebody has dropped or renamed."
                                    + " Restore it from a backup; or, to begin anew without any"
                                    + " users and imports, DROP SCHEMA %1$s CASCADE: the schema is"
                                    + " then made again.",
                            schema.name(), String.join(", ", missing)));
        }
    }

    /** Nothing about a file is wrong: it waits until somebody has mended the database. */
    private static StoreException fault(final String message) {
        return new StoreException(message, true, null);
    }
}
