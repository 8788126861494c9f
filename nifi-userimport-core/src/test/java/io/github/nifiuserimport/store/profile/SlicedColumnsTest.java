// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in slices are, for the database, the rows in one. */
class SlicedColumnsTest {

    /** From here on the driver's buffer, which doubles, would be half a region of the heap. */
    private static final int MOST_BYTES_OF_A_SLICE = 256 * 1024;

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestPostgres.shared().newDatabase();
    }

    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of("no rows", List.of(new String[0], new String[0]), 1),
                Arguments.of("one row", List.of(texts(1, "a"), texts(1, "b")), 1),
                Arguments.of("one column", List.<String[]>of(texts(3, "a")), 1),
                Arguments.of("nulls", List.of(new String[2], texts(2, "b")), 1),
                Arguments.of("full to the last character", List.<String[]>of(texts(100, 796)), 1),
                Arguments.of("one row more", List.<String[]>of(texts(101, 796)), 2),
                Arguments.of("the first is larger", List.of(texts(200, 796), texts(200, 2)), 2),
                Arguments.of("the last is larger", List.of(texts(200, 2), texts(200, 796)), 2),
                Arguments.of("nulls enough", List.of(texts(20_001, 4), new String[20_001]), 3),
                Arguments.of("texts larger than a slice", List.<String[]>of(texts(3, 90_000)), 3),
                Arguments.of("very many", List.of(texts(200, 60_000), texts(200, 9)), 200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    void arriveWholeAndInOrder(final String name, final List<String[]> columns, final int slices)
            throws SQLException {
        final SlicedColumns sliced = new SlicedColumns(columns);

        assertThat(sliced.rows().split(" UNION ALL ")).hasSize(slices);
        assertThat(arrived(sliced, columns.size()))
                .isEqualTo(columns.stream().map(Arrays::asList).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"Ada\"}", "Имя и имя опять", "名前は", "🎂"})
    void keepTheDriversBufferSmall(final String words) throws SQLException {
        final SlicedColumns sliced =
                new SlicedColumns(List.<String[]>of(texts(2000, words.repeat(60))));
        final String sql =
                "SELECT "
                        + sliced.rows()
                                .replace(
                                        "SELECT * FROM unnest(?::text[])",
                                        "octet_length(array_send(?))")
                                .replace(" UNION ALL ", ", ");
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            final int slices = sliced.set(connection, select, 1) - 1;
            assertThat(slices).isGreaterThan(1);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                for (int slice = 1; slice <= slices; slice++) {
                    assertThat(row.getInt(slice)).isLessThan(MOST_BYTES_OF_A_SLICE);
                }
            }
        }
    }

    private static String[] texts(final int count, final int length) {
        return texts(count, "x".repeat(length));
    }

    /** Each is another, and all are as long. */
    private static String[] texts(final int count, final String text) {
        final String[] texts = new String[count];
        for (int index = 0; index < count; index++) {
            final String number = Integer.toString(index, 36);
            texts[index] = text.substring(Math.min(number.length(), text.length())) + number;
        }
        return texts;
    }

    private static List<List<String>> arrived(final SlicedColumns sliced, final int columns)
            throws SQLException {
        final List<List<String>> arrived = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            arrived.add(new ArrayList<>());
        }
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(sliced.rows())) {
            sliced.set(connection, select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    for (int column = 0; column < columns; column++) {
                        arrived.get(column).add(row.getString(column + 1));
                    }
                }
            }
        }
        return arrived;
    }
}
