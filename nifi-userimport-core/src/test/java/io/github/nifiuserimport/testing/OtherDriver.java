// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL's driver as a pool of others may have it: from the same jar, in a class loader of its
 * own. To us, none of its classes is one of the driver's that we know.
 */
public final class OtherDriver {

    private static final Driver DRIVER = load();

    private OtherDriver() {}

    private static Driver load() {
        final URL jar =
                PGSimpleDataSource.class.getProtectionDomain().getCodeSource().getLocation();
        // Open as long as the tests run, since its connections are.
        final URLClassLoader loader =
                new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        try {
            return loader.loadClass("org.postgresql.Driver")
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection of its; close it. */
    public static Connection connection(final TestDatabase database) throws SQLException {
        final Properties login = new Properties();
        login.setProperty("user", TestPostgres.USER);
        login.setProperty("password", TestPostgres.PASSWORD);
        return DRIVER.connect(database.jdbcUrl(), login);
    }
}
