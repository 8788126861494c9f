// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** By which statements users got into a store's table. */
final class NotedInserts {

    private final StoreFixture fixture;

    private NotedInserts(final StoreFixture fixture) {
        this.fixture = fixture;
    }

    /** Notes them from now on, in a store that is migrated. */
    static NotedInserts of(final StoreFixture fixture) throws SQLException {
        final NotedInserts noted = new NotedInserts(fixture);
        noted.execute(
                "CREATE TABLE userimport.statement (sql text)",
                """
                CREATE FUNCTION userimport.note() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO userimport.statement VALUES (current_query());
                    RETURN NULL;
                END $$
                """,
                "CREATE TRIGGER note AFTER INSERT ON userimport.user_profile"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION userimport.note()",
                // Counts on where a transaction is rolled back.
                "CREATE SEQUENCE userimport.tried MINVALUE 0",
                """
                CREATE FUNCTION userimport.try() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF current_query() LIKE 'COPY%' THEN
                        PERFORM nextval('userimport.tried');
                    END IF;
                    RETURN NULL;
                END $$
                """,
                "SELECT nextval('userimport.tried')",
                "CREATE TRIGGER try BEFORE INSERT ON userimport.user_profile"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION userimport.try()");
        return noted;
    }

    /** How many were begun, whatever became of them. */
    int copiesTried() throws SQLException {
        return Integer.parseInt(
                fixture.query("SELECT last_value FROM userimport.tried").getFirst());
    }

    /** How many were committed. */
    int copies() throws SQLException {
        return count("LIKE");
    }

    /** How many other statements were; some may have found nobody to insert. */
    int inserts() throws SQLException {
        return count("NOT LIKE");
    }

    private int count(final String like) throws SQLException {
        return Integer.parseInt(
                fixture.query(
                                Text.format(
                                        "SELECT count(*) FROM userimport.statement"
                                                + " WHERE sql %s 'COPY%%'",
                                        like))
                        .getFirst());
    }

    private void execute(final String... statements) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
