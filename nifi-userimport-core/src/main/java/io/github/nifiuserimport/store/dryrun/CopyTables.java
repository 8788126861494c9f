// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of a dry run: temporary ones that look as the store's own do, empty at first. They are
 * dropped with the transaction, and written without WAL.
 *
 * @param schema the store's
 * @param copies where PostgreSQL keeps this session's temporary tables
 */
record CopyTables(SchemaName schema, SchemaName copies) {

    /** Users, devices and events whom the dry run makes have ids from here on; no other has. */
    private static final long FIRST_NEW = 1L << 62;

    /**
     * {@code LIKE} brings neither triggers nor foreign keys. The latter take the devices of a user
     * away who is deleted. Of those who are, it is kept what they were called last, which may have
     * been taken from them for another just before, and whom they became.
     */
    private static final String CREATE =
            """
            CREATE TEMPORARY TABLE user_profile
                (LIKE {schema}.user_profile INCLUDING ALL EXCLUDING GENERATED EXCLUDING STATISTICS)
                ON COMMIT DROP;
            CREATE TEMPORARY TABLE device
                (LIKE {schema}.device INCLUDING ALL EXCLUDING GENERATED EXCLUDING STATISTICS)
                ON COMMIT DROP;
            CREATE TEMPORARY TABLE event
                (LIKE {schema}.event INCLUDING ALL EXCLUDING GENERATED EXCLUDING STATISTICS)
                ON COMMIT DROP;
            CREATE TEMPORARY TABLE suppressed_address
                (LIKE {schema}.suppressed_address
                    INCLUDING ALL EXCLUDING GENERATED EXCLUDING STATISTICS)
                ON COMMIT DROP;
            ALTER TABLE pg_temp.user_profile ALTER COLUMN id RESTART WITH {first};
            ALTER TABLE pg_temp.device ALTER COLUMN id RESTART WITH {first};
            ALTER TABLE pg_temp.event ALTER COLUMN id RESTART WITH {first};
            ALTER TABLE pg_temp.device ADD FOREIGN KEY (profile_id)
                REFERENCES pg_temp.user_profile (id) ON DELETE CASCADE;
            ALTER TABLE pg_temp.event ADD FOREIGN KEY (profile_id)
                REFERENCES pg_temp.user_profile (id) ON DELETE CASCADE;
            CREATE FUNCTION pg_temp.merge_patch(target jsonb, patch jsonb) RETURNS jsonb
                LANGUAGE sql IMMUTABLE AS 'SELECT {schema}.merge_patch(target, patch)';
            CREATE TEMPORARY TABLE copied_profile
                (id bigint PRIMARY KEY, line bigint NOT NULL) ON COMMIT DROP;
            CREATE TEMPORARY TABLE copied_devices_of
                (profile_id bigint PRIMARY KEY) ON COMMIT DROP;
            CREATE TEMPORARY TABLE gone_profile
                (id bigint PRIMARY KEY, user_id text, email text, merged_into bigint)
                ON COMMIT DROP;
            CREATE FUNCTION pg_temp.keep_gone() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO pg_temp.gone_profile AS present (id, user_id, email, merged_into)
                VALUES (OLD.id, OLD.user_id, OLD.email,
                        CASE WHEN TG_OP = 'DELETE'
                             THEN current_setting('userimport.merged_into')::bigint END)
                ON CONFLICT (id) DO UPDATE SET
                    user_id = coalesce(excluded.user_id, present.user_id),
                    email = excluded.email, merged_into = excluded.merged_into;
                RETURN NULL;
            END
            $$;
            CREATE TRIGGER keep_deleted AFTER DELETE ON pg_temp.user_profile
                FOR EACH ROW EXECUTE FUNCTION pg_temp.keep_gone();
            CREATE TRIGGER keep_name AFTER UPDATE OF user_id ON pg_temp.user_profile
                FOR EACH ROW WHEN (OLD.user_id IS NOT NULL AND NEW.user_id IS NULL)
                EXECUTE FUNCTION pg_temp.keep_gone();
            """
                    .replace("{first}", Long.toString(FIRST_NEW));

    /** PostgreSQL itself sees to it then that nothing else is written. */
    private static final String NOTHING_ELSE = "SET TRANSACTION READ ONLY";

    private static final String NAME =
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()";

    /** Makes them within the caller's transaction, which can write nothing else afterwards. */
    static CopyTables create(final Connection connection, final SchemaName schema)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema.in(CREATE));
            statement.execute(NOTHING_ELSE);
            try (ResultSet row = statement.executeQuery(NAME)) {
                row.next();
                // By its own name: that of a lock has it too, and is not that of another dry run.
                return new CopyTables(schema, new SchemaName(row.getString(1), true));
            }
        }
    }

    /** The SQL with {@code {schema}} and {@code {copies}} replaced by the quoted names. */
    String in(final String sql) {
        return schema.in(sql).replace("{copies}", '"' + copies.name() + '"');
    }
}
