// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.store.jdbc.ConnectionSourceDataSource;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.store.jdbc.SchemaName;
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
     * @throws StoreException when the schema is not usable; always retryable, since nothing about a
     *     file is wrong, and whoever mends the database wants it imported then
     */
    public static int run(final ConnectionSource connections, final SchemaName schema)
            throws StoreException {
        // Flyway would take a pool that has no connection for a fault of the schema.
        PresentSchema.of(connections, schema).checkBefore();
        final int executed = migrate(connections, schema);
        PresentSchema.of(connections, schema).checkAfter();
        return executed;
    }

    private static int migrate(final ConnectionSource connections, final SchemaName schema)
            throws StoreException {
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
            throw new StoreException(
                    "Preparing schema " + schema.name() + ": " + DatabaseFault.of(failed).message(),
                    true,
                    failed);
        }
    }
}
