// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import java.util.Map;
import java.util.TreeMap;

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
        return on(canvas, Map.of(), Map.of());
    }

    /**
     * Places them where somebody waits for an answer, who is told soon that the database is away.
     *
     * @param reading properties of the reader
     */
    static UserServices ofApi(final Canvas canvas, final Map<String, String> reading) {
        return on(
                canvas,
                reading,
                // Two that import, two files each, two batches of each; the rest is for answers.
                Map.of("Max Wait Time", "2 secs", "Max Total Connections", "12"));
    }

    private static UserServices on(
            final Canvas canvas,
            final Map<String, String> reading,
            final Map<String, String> pooling) {
        final Map<String, String> connecting = new TreeMap<>(pooling);
        connecting.put("Database Connection URL", "#{database.url}");
        connecting.put("Database User", "#{database.user}");
        connecting.put("Password", "#{database.password}");
        final String reader =
                canvas.service(PACKAGE + "UserImportCSVReader", "CSV with dotted headers", reading);
        final String pool =
                canvas.service(PACKAGE + "PostgreSQLConnectionPool", "PostgreSQL", connecting);
        final String store =
                canvas.service(
                        PACKAGE + "PostgreSQLUserStore",
                        "Users in PostgreSQL",
                        Map.of("Database Connection Pooling Service", pool));
        return new UserServices(reader, pool, store);
    }
}
