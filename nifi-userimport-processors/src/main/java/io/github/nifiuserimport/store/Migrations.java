// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates the schema and brings it up to date, by Flyway; many nodes may do so at once. */
public final class Migrations {

    private static final String LOCATION = "classpath:io/github/nifiuserimport/store/migration";

    private Migrations() {}

    /**
     * Runs the migrations that the database has not seen yet.
     *
     * @return how many that were
     * @throws StoreException when the schema is not usable; retryable when the database is away
     */
    public static int run(final ConnectionSource connections, final SchemaName schema)
            throws StoreException {
        // Flyway would take a pool that has no connection for a fault of the schema.
        Transaction.begin(connections).close();
        try {
            return Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(new ConnectionSourceDataSource(connections))
                    .schemas(schema.name())
                    .table("schema_history")
                    .loggers("slf4j")
                    .locations(LOCATION)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException failed) {
            final DatabaseFault fault = DatabaseFault.of(failed);
            throw new StoreException(
                    "Preparing schema " + schema.name() + ": " + fault.message(),
                    fault.retryable(),
                    failed);
        }
    }
}
