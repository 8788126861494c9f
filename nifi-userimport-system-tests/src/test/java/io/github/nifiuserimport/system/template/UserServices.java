// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import java.util.Map;

/**
 * The controller services that every template has.
 *
 * @param reader reads CSV with dotted headers
 * @param pool connections to the database of the {@code database.*} parameters
 * @param store keeps users and jobs in it
 */
record UserServices(String reader, String pool, String store) {

    private static final String PACKAGE = Canvas.OURS + "services.";

    static UserServices on(final Canvas canvas) {
        return on(canvas, Map.of());
    }

    /**
     * Places them.
     *
     * @param reading properties of the reader
     */
    static UserServices on(final Canvas canvas, final Map<String, String> reading) {
        final String reader =
                canvas.service(PACKAGE + "UserImportCSVReader", "CSV with dotted headers", reading);
        final String pool =
                canvas.service(
                        PACKAGE + "PostgreSQLConnectionPool",
                        "PostgreSQL",
                        Map.of(
                                "Database Connection URL", "#{database.url}",
                                "Database User", "#{database.user}",
                                "Password", "#{database.password}"));
        final String store =
                canvas.service(
                        PACKAGE + "PostgreSQLUserStore",
                        "Users in PostgreSQL",
                        Map.of("Database Connection Pooling Service", pool));
        return new UserServices(reader, pool, store);
    }
}
