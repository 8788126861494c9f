// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.Await;
import io.github.nifiuserimport.system.Database;
import java.time.Duration;

/** Counts the users whom imports add by {@code COPY}; an import itself does not tell. */
final class CopiedUsers implements AutoCloseable {

    private static final String TABLES_ARE_THERE =
            "SELECT count(to_regclass('userimport.user_profile'))";

    private static final String COUNT =
            """
            CREATE TABLE public.copied_users (number bigint);
            CREATE FUNCTION public.count_copied_users() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO public.copied_users
                SELECT count(*) FROM added WHERE current_query() LIKE 'COPY %';
                RETURN NULL;
            END $$;
            CREATE TRIGGER count_copied_users AFTER INSERT ON userimport.user_profile
            REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION public.count_copied_users()
            """;

    private final Database database;

    private CopiedUsers(final Database database) {
        this.database = database;
    }

    /** Begins once the store has made its tables. */
    static CopiedUsers in(final Database database) {
        Await.until(
                Duration.ofMinutes(1),
                () -> "the store's tables are there",
                () -> database.count(TABLES_ARE_THERE) == 1);
        database.execute(COUNT);
        return new CopiedUsers(database);
    }

    /** How many were copied so far. */
    long count() {
        return database.count("SELECT coalesce(sum(number), 0) FROM public.copied_users");
    }

    @Override
    public void close() {
        database.execute(
                "DROP TRIGGER count_copied_users ON userimport.user_profile;"
                        + " DROP FUNCTION public.count_copied_users;"
                        + " DROP TABLE public.copied_users");
    }
}
