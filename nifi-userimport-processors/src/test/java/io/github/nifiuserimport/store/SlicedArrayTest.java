// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An array in slices is, for the database, the array in one. */
class SlicedArrayTest {

    /** With it the driver's buffer, which doubles, would reach half a region of the heap. */
    private static final int BYTES_THAT_A_SLICE_STAYS_BELOW = 256 * 1024;

    static Stream<Arguments> arrays() {
        return Stream.of(
                Arguments.of("none", new String[0], 1),
                Arguments.of("one", texts(1, "a"), 1),
                Arguments.of("one that is null", new String[1], 1),
                Arguments.of("a slice full to its last character", texts(100, "x".repeat(1196)), 1),
                Arguments.of("one element more", texts(101, "x".repeat(1196)), 2),
                Arguments.of("2,000 users", texts(2000, "{\"name\": \"Ada\"}".repeat(14)), 4),
                Arguments.of("Cyrillic", texts(2000, "Имя".repeat(70)), 4),
                Arguments.of("many nulls", new String[30_001], 2),
                Arguments.of("a text larger than a slice", texts(3, "y".repeat(130_000)), 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void arrivesWholeAndInOrder(final String name, final String[] texts, final int slices)
            throws SQLException {
        final SlicedArray array = new SlicedArray(texts);

        assertThat(array.parameters()).isEqualTo("?" + " || ?".repeat(slices - 1));
        assertThat(arrived(array)).isEqualTo(Arrays.asList(texts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"Ada\"}", "Имя и имя опять"})
    void keepsTheDriversBufferSmall(final String words) throws SQLException {
        final SlicedArray array = new SlicedArray(texts(2000, words.repeat(14)));
        final String sql =
                "SELECT "
                        + array.parameters()
                                .replace("?", "octet_length(array_send(?))")
                                .replace("||", ",");
        try (Connection connection = TestPostgres.shared().newDatabase().connection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            final int slices = array.set(connection, select, 1) - 1;
            try (ResultSet row = select.executeQuery()) {
                row.next();
                for (int slice = 1; slice <= slices; slice++) {
                    assertThat(row.getInt(slice)).isLessThan(BYTES_THAT_A_SLICE_STAYS_BELOW);
                }
            }
        }
    }

    private static String[] texts(final int count, final String text) {
        final String[] texts = new String[count];
        for (int index = 0; index < count; index++) {
            texts[index] = text.substring(Integer.toString(index).length()) + index;
        }
        return texts;
    }

    private static List<String> arrived(final SlicedArray array) throws SQLException {
        final String sql = "SELECT * FROM unnest(%s)".formatted(array.parameters());
        final List<String> arrived = new ArrayList<>();
        try (Connection connection = TestPostgres.shared().newDatabase().connection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            array.set(connection, select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    arrived.add(row.getString(1));
                }
            }
        }
        return arrived;
    }
}
