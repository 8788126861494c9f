// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDumpIT {

    private static final Path MIGRATIONS =
            Installation.root()
                    .resolve(
                            "nifi-userimport-core/src/main/resources/io/github/nifiuserimport/store/migration");

    private static final String EMPTY =
            """
            "tags":[],"unsubscribedChannels":[],"unsubscribedCategories":[],"events":{},"states":{},"devices":[]""";

    @TempDir Path folder;

    @Test
    void writesProfilesByTheBytesOfTheirIdsAndNumbersAsTheyAre() throws SQLException, IOException {
        try (LocalPostgres postgres = LocalPostgres.in(folder.resolve("pg")).start();
                Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA userimport");
            statement.execute("SET search_path = userimport");
            for (int version = 1; migration(version).isPresent(); version++) {
                // Each as Flyway runs it.
                connection.setAutoCommit(false);
                statement.execute(
                        Files.readString(migration(version).orElseThrow())
                                .replace("${flyway:defaultSchema}", "userimport"));
                connection.commit();
            }
            connection.setAutoCommit(true);
            statement.execute(
                    """
                    INSERT INTO user_profile (app_id, user_id, attributes, created) VALUES
                        ('b', 'x', '{}', '1970-01-01Z'),
                        ('a', 'ä', '{"n": 1.10, "big": 123456789012345678901234567890}', '2017-01-01Z'),
                        ('a', 'Z', '{"o": {"deep": [1, "\\"🎂\\"", null, true]}}', '2017-01-01 12:30:00.5+02'),
                        ('a', 'a', '{}', '2017-01-01Z');
                    UPDATE user_profile SET
                        email = 'a@example.com', tags = '{t1,"t 2"}', unsubscribed_channels = '{Email}',
                        unsubscribed_categories = '{7}', event_totals = '{"Buy it": {"count": 2}}',
                        state_totals = '{"On": {"count": 1}}', last_active = '2017-06-01Z',
                        system = '{"country": "DE", "totalSessions": 3}'
                     WHERE user_id = 'a';
                    INSERT INTO device (app_id, device_id, profile_id, attributes)
                        SELECT 'a', d, id, '{"deviceModel": "M"}'
                          FROM user_profile, unnest(ARRAY['d2', 'D1']) d WHERE user_id = 'a';
                    """);
            final Path file = folder.resolve("profiles.jsonl");

            assertThat(ProfileDump.write(connection, file)).isEqualTo(4);

            assertThat(Files.readAllLines(file))
                    .containsExactly(
                            Text.format(
                                    """
                            {"appId":"a","userId":"Z","email":null,"attributes":{"o":{"deep":[1,"\\"🎂\\"",null,true]}},%s,"created":"2017-01-01T10:30:00.500Z","lastActive":null}""",
                                    EMPTY),
                            """
                            {"appId":"a","userId":"a","email":"a@example.com","attributes":{},"tags":["t1","t 2"],"unsubscribedChannels":["Email"],"unsubscribedCategories":["7"],"events":{"Buy it":{"count":2}},"states":{"On":{"count":1}},"devices":[{"deviceId":"D1","deviceModel":"M"},{"deviceId":"d2","deviceModel":"M"}],"created":"2017-01-01T00:00:00Z","lastActive":"2017-06-01T00:00:00Z","country":"DE","totalSessions":3}""",
                            Text.format(
                                    """
                            {"appId":"a","userId":"ä","email":null,"attributes":{"n":1.10,"big":123456789012345678901234567890},%s,"created":"2017-01-01T00:00:00Z","lastActive":null}""",
                                    EMPTY),
                            Text.format(
                                    """
                            {"appId":"b","userId":"x","email":null,"attributes":{},%s,"created":"1970-01-01T00:00:00Z","lastActive":null}""",
                                    EMPTY));
            assertThat(ProfileDump.some(connection, Instant.EPOCH, 2))
                    .contains("\"userId\": \"x\"", "\"tags\": []")
                    .doesNotContain("\"userId\": \"Z\"");
        }
    }

    private static Optional<Path> migration(final int version) throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith("V" + version + "__"))
                    .findFirst();
        }
    }
}
