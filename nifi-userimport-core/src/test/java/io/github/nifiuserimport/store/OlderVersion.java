// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * Connections of a version of the bundle that knows of no history. As it does, imports over them
 * tell the triggers neither whose changes they make nor who becomes whom, and count no rows in the
 * history. All other statements of theirs are still the same.
 */
final class OlderVersion {

    private OlderVersion() {}

    static ConnectionSource of(final ConnectionSource connections) {
        return () -> {
            final Connection connection = connections.get();
            return (Connection)
                    Proxy.newProxyInstance(
                            OlderVersion.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> {
                                if (method.getName().equals("prepareStatement")) {
                                    arguments[0] = older((String) arguments[0]);
                                }
                                try {
                                    return method.invoke(connection, arguments);
                                } catch (final InvocationTargetException thrown) {
                                    throw thrown.getCause();
                                }
                            });
        };
    }

    private static String older(final String sql) {
        return sql.replace("'userimport.", "'older.")
                .replace("rows_in_history + ?", "rows_in_history + 0 * ?");
    }
}
