// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection for Flyway, which sets the search path of the session and begins transactions as the
 * server has them. What is set through this one ends with its transaction: behind a pooler such as
 * PgBouncer, the session is another one's afterwards, who would then find our tables, or make its
 * own, in our schema.
 */
final class TransactionalConnection implements InvocationHandler {

    private static final String OF_THE_SESSION = "SELECT set_config('search_path', ?, false)";
    private static final String OF_THE_TRANSACTION = "SELECT set_config('search_path', ?, true)";

    /**
     * Also, an index of all users takes as long as it takes, and so does the wait for those who use
     * the table, whatever the role's limits for its daily work; Flyway's lock is held meanwhile by
     * a transaction that does nothing.
     */
    private static final String SETTINGS =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0;"
                    + " SET LOCAL lock_timeout = 0;"
                    + " SET LOCAL idle_in_transaction_session_timeout = 0";

    private final Connection connection;

    private TransactionalConnection(final Connection connection) {
        this.connection = connection;
    }

    static Connection of(final Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        TransactionalConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new TransactionalConnection(connection));
    }

    @Override
    public Object invoke(final Object proxy, final Method method, final Object[] arguments)
            throws Throwable {
        if (method.getName().equals("prepareStatement") && OF_THE_SESSION.equals(arguments[0])) {
            arguments[0] = OF_THE_TRANSACTION;
        }
        try {
            final Object result = method.invoke(connection, arguments);
            if (method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(arguments[0])) {
                begin();
            }
            return result;
        } catch (final InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private void begin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }
}
