// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;

/** A User Store over a test's database, for a processor under test. */
final class UserStores {

    private UserStores() {}

    /** Adds it as the service "store". */
    static PostgreSQLUserStore add(final TestRunner runner, final TestDatabase database)
            throws InitializationException {
        final TestConnections pool = new TestConnections(database);
        runner.addControllerService("pool", pool);
        runner.enableControllerService(pool);
        final PostgreSQLUserStore store = new PostgreSQLUserStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, "Database Connection Pooling Service", "pool");
        runner.enableControllerService(store);
        return store;
    }
}
