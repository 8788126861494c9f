// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.processor.exception.ProcessException;

/** A pool that knows how many of its connections are out. */
final class CountedConnections extends AbstractControllerService implements DBCPService {

    private final TestDatabase database;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int open;

    CountedConnections(final TestDatabase database) {
        this.database = database;
    }

    synchronized int open() {
        return open;
    }

    @Override
    public synchronized Connection getConnection() throws ProcessException {
        try {
            final Connection connection =
                    idle.isEmpty() ? database.connection() : idle.removeFirst();
            open++;
            return lent(connection);
        } catch (final SQLException e) {
            throw new ProcessException("Connection retrieval failed", e);
        }
    }

    private Connection lent(final Connection connection) {
        final boolean[] closed = {false};
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                giveBack(connection, closed);
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (final InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    private synchronized void giveBack(final Connection connection, final boolean[] closed) {
        if (!closed[0]) {
            closed[0] = true;
            open--;
            idle.addFirst(connection);
        }
    }
}
