// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSQLUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:postgresql://db:5433/users   | jdbc:postgresql://db:5433/users
                    postgresql://db:5433/users        | jdbc:postgresql://db:5433/users
                    postgres://db/users               | jdbc:postgresql://db:5432/users
                    ' postgres://db/users '           | jdbc:postgresql://db:5432/users
                    jdbc:postgresql:///users          | jdbc:postgresql://localhost:5432/users
                    jdbc:postgresql://[::1]/users     | jdbc:postgresql://[::1]:5432/users
                    jdbc:postgresql://a,b:6432/users  | jdbc:postgresql://a:5432,b:6432/users
                    postgresql://db/the%20users       | jdbc:postgresql://db:5432/the+users
                    postgresql://u:p@db/users?ssl=1   | jdbc:postgresql://db:5432/users
                    """)
    void readsTheFormsThatPeoplePaste(final String given, final String understood) {
        assertThat(PostgreSQLUrl.parse(given)).hasToString(understood);
    }

    @Test
    void takesUserAndPasswordOutOfTheUrl() {
        assertThat(PostgreSQLUrl.parse("postgres://ann:p%40ss+%2F@db/users").parameters())
                .containsOnly(entry("user", "ann"), entry("password", "p@ss+/"));
        assertThat(
                        PostgreSQLUrl.parse("jdbc:postgresql://db/users?user=ann&password=p%40ss")
                                .parameters())
                .containsOnly(entry("user", "ann"), entry("password", "p@ss"));
    }

    @Test
    void knowsTheParametersOfProvidersUrlsByTheDriversNames() {
        assertThat(
                        PostgreSQLUrl.parse(
                                        "postgresql://db/users?sslmode=require&channel_binding=require"
                                                + "&application_name=x")
                                .parameters())
                .containsOnly(
                        entry("sslmode", "require"),
                        entry("channelBinding", "require"),
                        entry("ApplicationName", "x"));
    }

    @Test
    void takesTheOldWordForEncryptionAsStrictlyAsTheDriverDoes() {
        assertThat(PostgreSQLUrl.parse("jdbc:postgresql://db/users?ssl=true").parameters())
                .containsOnly(entry("sslmode", "verify-full"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    localhost/users                    | a URL looks like jdbc:postgresql://host:port/database
                    jdbc:mysql://db/users              | a URL looks like jdbc:postgresql://host:port/database
                    jdbc:postgresql://db:5432          | it names no database
                    jdbc:postgresql://db:5432/         | it names no database
                    jdbc:postgresql://db:high/users    | its host or port is invalid
                    jdbc:postgresql://db:99999/users   | its host or port is invalid
                    jdbc:postgresql://db/users?useSSL= | has no parameter "useSSL"
                    jdbc:postgresql://db/users%zz      | not followed by two hexadecimal digits
                    postgres://a@db/users?user=b       | it gives "user" twice
                    """)
    void saysWhatIsWrong(final String given, final String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgreSQLUrl.parse(given))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:hush/hush@db/users",
                "postgres://ann:hush:hush@db:x/users",
                "postgres://ann:%hush@db/users",
                "postgres://ann:hush@db",
                "jdbc:postgresql://db/users?password=hush&useSSL=no",
                "jdbc:postgresql://db/users?user=ann&password=%hush",
                "jdbc:mysql://ann:hush@db/users"
            })
    void repeatsNoPassword(final String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgreSQLUrl.parse(given))
                .satisfies(e -> assertThat(e).hasNoCause())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
        assertThat(PostgreSQLUrl.redacted(given)).doesNotContain("hush");
    }
}
