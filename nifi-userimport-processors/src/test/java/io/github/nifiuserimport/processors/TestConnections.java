// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.processor.exception.ProcessException;

/** Unpooled connections to a test's database, failing as NiFi's own pool does. */
final class TestConnections extends AbstractControllerService implements DBCPService {

    private final TestDatabase database;

    TestConnections(final TestDatabase database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws ProcessException {
        try {
            return database.connection();
        } catch (SQLException e) {
            throw new ProcessException("Connection retrieval failed", e);
        }
    }
}
