// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The User Store works over NiFi's own connection pools too, whose driver and connections belong to
 * another class loader; it makes its schema through them. Over our pool, new users are copied.
 */
@ExtendWith(SharedSystem.class)
class OtherConnectionPoolsIT {

    private static final Path DRIVER =
            Installation.nifiLib().resolve("../../classpath/postgresql.jar").normalize();

    private static final int MANY = 5_000;

    private static final List<String> NOTE_STATEMENTS =
            List.of(
                    "CREATE TABLE {schema}.statement (sql text)",
                    """
                    CREATE FUNCTION {schema}.note() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO {schema}.statement VALUES (current_query());
                        RETURN NULL;
                    END $$
                    """,
                    """
                    CREATE TRIGGER note AFTER INSERT ON {schema}.user_profile
                    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.note()
                    """);

    enum Pool {
        DBCP("DBCPConnectionPool") {
            @Override
            public Map<String, String> properties(final LocalPostgres postgres) {
                return Map.of(
                        "Database Connection URL", postgres.jdbcUrl(),
                        "Database Driver Class Name", "org.postgresql.Driver",
                        "database-driver-locations", DRIVER.toString(),
                        "Database User", postgres.user(),
                        "Password", postgres.password());
            }
        },
        HIKARI("HikariCPConnectionPool") {
            @Override
            public Map<String, String> properties(final LocalPostgres postgres) {
                return Map.of(
                        "hikaricp-connection-url", postgres.jdbcUrl(),
                        "hikaricp-driver-classname", "org.postgresql.Driver",
                        "hikaricp-driver-locations", DRIVER.toString(),
                        "hikaricp-username", postgres.user(),
                        "hikaricp-password", postgres.password());
            }
        };

        private final String type;

        Pool(final String type) {
            this.type = "org.apache.nifi.dbcp." + type;
        }

        abstract Map<String, String> properties(LocalPostgres postgres);
    }

    @ParameterizedTest
    @EnumSource
    void importsOverNifisOwnPool(final Pool pool, final TestSystem system) {
        final String schema = "over_" + pool.name().toLowerCase(java.util.Locale.ROOT);
        final NifiClient nifi = system.client();
        final FolderFlow flow = FolderFlow.imported(system, schema);
        final String own =
                nifi.services()
                        .create(
                                flow.group(),
                                pool.type,
                                "NiFi's own pool",
                                pool.properties(system.postgres()));
        nifi.services()
                .configure(
                        nifi.services().find(flow.group(), "Users in PostgreSQL").orElseThrow(),
                        Map.of("Database Connection Pooling Service", own, "Schema", schema));
        flow.enable();
        flow.start();

        flow.drop(
                "users.csv",
                """
                userId,userAttributes.name,userAttributes.tags,created
                o1,Ann,"[a, b]",1483228800
                o2,Ben,,
                ,Nobody,,
                """);

        final Database database = system.database();
        awaitImports(database, schema, 1);
        flow.awaitRest();
        assertThat(
                        database.value(
                                "SELECT string_agg(user_id || attributes, ' ' ORDER BY user_id)"
                                        + Text.format(" FROM %s.user_profile", schema)))
                .isEqualTo("o1{\"name\": \"Ann\", \"tags\": [\"a\", \"b\"]} o2{\"name\": \"Ben\"}");
        assertThat(flow.saved(FolderFlow.Result.REJECTED, "users.rejected.csv")).isPresent();
        assertThat(copiesOfManyUsers(flow, database, schema))
                .as("its driver is not one that we know: nothing is copied")
                .isZero();
        nifi.groups().stop(flow.group());
    }

    @Test
    void copiesNewUsersOverOurPool(final TestSystem system) {
        final NifiClient nifi = system.client();
        final FolderFlow flow = FolderFlow.imported(system, "over_ours");
        nifi.services()
                .configure(
                        nifi.services().find(flow.group(), "Users in PostgreSQL").orElseThrow(),
                        Map.of("Schema", "over_ours"));
        flow.enable();
        flow.start();
        flow.drop("users.csv", "userId\no1\n");
        awaitImports(system.database(), "over_ours", 1);

        assertThat(copiesOfManyUsers(flow, system.database(), "over_ours")).isPositive();
        nifi.groups().stop(flow.group());
    }

    /**
     * Imports new users as the second file.
     *
     * @return how many statements have copied some of them
     */
    private static long copiesOfManyUsers(
            final FolderFlow flow, final Database database, final String schema) {
        for (final String sql : NOTE_STATEMENTS) {
            database.execute(sql.replace("{schema}", schema));
        }
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = 0; user < MANY; user++) {
            file.append("many-").append(user).append(',').append(user).append('\n');
        }
        flow.drop("many.csv", file.toString());
        awaitImports(database, schema, 2);
        assertThat(
                        database.count(
                                Text.format(
                                        "SELECT count(*) FROM %s.user_profile"
                                                + " WHERE 'many-' || (attributes ->> 'n') = user_id",
                                        schema)))
                .isEqualTo(MANY);
        return database.count(
                Text.format("SELECT count(*) FROM %s.statement WHERE sql LIKE 'COPY%%'", schema));
    }

    private static void awaitImports(
            final Database database, final String schema, final int imports) {
        Await.until(
                Duration.ofSeconds(30),
                () -> imports + " imports have ended",
                () ->
                        database.count(
                                                Text.format(
                                                        "SELECT count(*) FROM pg_tables WHERE schemaname"
                                                                + " = '%s' AND tablename = 'import_job'",
                                                        schema))
                                        == 1
                                && database.count(
                                                Text.format(
                                                        "SELECT count(*) FROM %s.import_job"
                                                                + " WHERE finished IS NOT NULL",
                                                        schema))
                                        == imports);
    }
}
