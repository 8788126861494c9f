// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Looks whether some of a batch's users, from all over it, are there. */
final class NewUsersProbe {

    private static final int USERS = 20;

    private static final String ANY =
            """
            SELECT EXISTS (
                SELECT FROM {schema}.user_profile WHERE app_id = ? AND user_id = ANY (?))
            """;

    private final String sql;
    private final List<KeyedChange> changes;

    NewUsersProbe(final SchemaName schema, final List<KeyedChange> changes) {
        sql = schema.in(ANY);
        this.changes = changes;
    }

    boolean findsNobody(final Connection connection, final String appId) throws SQLException {
        final int last = changes.size() - 1;
        final Object[] some =
                IntStream.rangeClosed(0, USERS)
                        .mapToObj(step -> changes.get(step * last / USERS).userId())
                        .toArray();
        try (PreparedStatement any = connection.prepareStatement(sql)) {
            any.setString(1, appId);
            any.setArray(2, connection.createArrayOf("text", some));
            try (ResultSet row = any.executeQuery()) {
                row.next();
                return !row.getBoolean(1);
            }
        }
    }
}
