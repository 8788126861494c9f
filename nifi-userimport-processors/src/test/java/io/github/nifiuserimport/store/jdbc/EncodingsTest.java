// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.PoolRunner;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that do not keep texts as UTF-8. */
class EncodingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP", "WIN1251"})
    void otherThanUtf8AreRefusedWithWhatToDo(final String encoding) {
        final TestDatabase database = TestPostgres.shared().newDatabase(encoding);
        final String words =
                Text.format(
                                "The database has the encoding %s, in which names of most of the world have no",
                                encoding)
                        + " place. The user import needs one with UTF8: CREATE DATABASE … ENCODING"
                        + " 'UTF8' LOCALE 'C' TEMPLATE template0";
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store(database).migrate())
                .withMessage(words)
                .matches(StoreException::retryable, "goes on once the pool leads elsewhere");
        assertThat(PoolRunner.of(database).verification())
                .contains("Open the database: FAILED: " + words);
    }

    /** As older versions made it: they did not look, and SQL_ASCII lets everything through. */
    @Test
    void aSchemaThatIsThereGoesOn() throws Exception {
        final TestDatabase database = TestPostgres.shared().newDatabase("SQL_ASCII");
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA userimport");
            statement.execute("CREATE TABLE userimport.schema_history (installed_rank int)");
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store(database).migrate())
                .withMessageNotContaining("encoding");
    }

    private static PostgreSQLImportStore store(final TestDatabase database) {
        return new PostgreSQLImportStore(database::connection, new SchemaName("userimport"));
    }
}
