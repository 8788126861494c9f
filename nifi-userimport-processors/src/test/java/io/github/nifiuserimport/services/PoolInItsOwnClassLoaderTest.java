// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * As in NiFi: the pool, HikariCP and the driver are in our NAR's class loader, the processors that
 * use the pool in others, and those may hold a driver of the same name.
 */
class PoolInItsOwnClassLoaderTest {

    private static final Class<?>[] IN_THE_NAR = {
        PostgreSQLConnectionPool.class, HikariDataSource.class, Driver.class
    };

    @Test
    void servesCallersOfOtherNars() throws Exception {
        final TestDatabase database = TestPostgres.shared().newDatabase();
        try (URLClassLoader nar = nar()) {
            final ControllerService pool =
                    (ControllerService)
                            nar.loadClass(PostgreSQLConnectionPool.class.getName())
                                    .getDeclaredConstructor()
                                    .newInstance();
            final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
            runner.addControllerService("pool", pool);
            runner.setProperty(pool, "Database Connection URL", database.jdbcUrl());
            runner.setProperty(pool, "Database User", TestPostgres.USER);
            runner.setProperty(pool, "Password", TestPostgres.PASSWORD);
            runner.enableControllerService(pool);

            try (Connection connection = ((DBCPService) pool).getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_user")) {
                assertThat(connection.getClass().getClassLoader()).isSameAs(nar);
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(TestPostgres.USER);
                assertThat(connection.isWrapperFor(PGConnection.class))
                        .as("the caller's class, which is not the pool's")
                        .isFalse();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> connection.unwrap(PGConnection.class));
                assertThat(connection.isWrapperFor(nar.loadClass(PGConnection.class.getName())))
                        .isTrue();
            } finally {
                runner.disableControllerService(pool);
            }
        }
    }

    /** Sees its own jars and what NiFi shares with every NAR, and nothing else of the test's. */
    private static URLClassLoader nar() {
        final URL[] jars =
                Stream.of(IN_THE_NAR)
                        .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
                        .toArray(URL[]::new);
        final ClassLoader test = PoolInItsOwnClassLoaderTest.class.getClassLoader();
        final ClassLoader nifi =
                new ClassLoader(ClassLoader.getPlatformClassLoader()) {
                    @Override
                    protected Class<?> findClass(final String name) throws ClassNotFoundException {
                        if (name.startsWith("org.apache.nifi.") || name.startsWith("org.slf4j.")) {
                            return test.loadClass(name);
                        }
                        throw new ClassNotFoundException(name);
                    }
                };
        return new URLClassLoader(jars, nifi);
    }
}
