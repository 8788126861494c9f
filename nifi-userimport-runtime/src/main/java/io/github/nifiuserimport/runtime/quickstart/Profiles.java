// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The stored profiles as JSON. Numbers are written as the database has them: 1.10 stays 1.10. */
final class Profiles {

    static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private static final int FETCH = 1000;

    private static final String SELECT =
            """
            SELECT p.app_id, p.user_id, p.email, p.attributes::text,
                   to_json(p.tags)::text,
                   to_json(p.unsubscribed_channels)::text,
                   to_json(p.unsubscribed_categories)::text,
                   p.event_totals::text, p.state_totals::text,
                   (SELECT coalesce(jsonb_agg(jsonb_build_object('deviceId', d.device_id)
                                              || d.attributes
                                              ORDER BY d.device_id COLLATE "C"), '[]')::text
                      FROM userimport.device d
                     WHERE d.profile_id = p.id),
                   coalesce(p.created, p.inserted_at), p.last_active, p.system::text
              FROM userimport.user_profile p
            """;

    private static final String BY_BYTES =
            """
             ORDER BY p.app_id COLLATE "C", p.user_id COLLATE "C" NULLS LAST, p.id
            """;

    private Profiles() {}

    /** Whether there are none, or no table for them yet. */
    static boolean areNone(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT to_regclass('userimport.user_profile') IS NULL")) {
            row.next();
            if (row.getBoolean(1)) {
                return true;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT EXISTS (SELECT FROM userimport.user_profile)")) {
            row.next();
            return !row.getBoolean(1);
        }
    }

    /** Hands all over, sorted by the bytes of app and user id; however many, few are in memory. */
    static long writeAll(final Connection connection, final JsonGenerator out)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(SELECT + BY_BYTES)) {
            statement.setFetchSize(FETCH);
            return write(statement, out);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Hands over some that were changed since, and when there are none, some others. */
    static long writeSome(
            final Connection connection,
            final JsonGenerator out,
            final Instant since,
            final int limit)
            throws SQLException, IOException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + " ORDER BY (p.updated_at >= ?) DESC, p.id LIMIT ?")) {
            statement.setObject(1, since.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return write(statement, out);
        }
    }

    private static long write(final PreparedStatement statement, final JsonGenerator out)
            throws SQLException, IOException {
        long count = 0;
        try (ResultSet row = statement.executeQuery()) {
            for (; row.next(); count++) {
                write(row, out);
            }
        }
        out.flush();
        return count;
    }

    private static void write(final ResultSet row, final JsonGenerator out)
            throws SQLException, IOException {
        out.writeStartObject();
        out.writeStringField("appId", row.getString(1));
        out.writeStringField("userId", row.getString(2));
        out.writeStringField("email", row.getString(3));
        writeField(out, "attributes", row.getString(4));
        writeField(out, "tags", row.getString(5));
        writeField(out, "unsubscribedChannels", row.getString(6));
        writeField(out, "unsubscribedCategories", row.getString(7));
        writeField(out, "events", row.getString(8));
        writeField(out, "states", row.getString(9));
        writeField(out, "devices", row.getString(10));
        out.writeStringField("created", time(row, 11));
        out.writeStringField("lastActive", time(row, 12));
        writeMembers(out, row.getString(13));
        out.writeEndObject();
    }

    private static void writeField(final JsonGenerator out, final String name, final String json)
            throws IOException {
        out.writeFieldName(name);
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            copyValue(parser, out);
        }
    }

    /** An object's members, without the object. */
    private static void writeMembers(final JsonGenerator out, final String json)
            throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                out.writeFieldName(parser.currentName());
                parser.nextToken();
                copyValue(parser, out);
            }
        }
    }

    /** The value the parser stands at, whole. Jackson's own copying may round numbers. */
    private static void copyValue(final JsonParser parser, final JsonGenerator out)
            throws IOException {
        int depth = 0;
        do {
            final JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            out.copyCurrentEventExact(parser);
        } while (depth > 0 && parser.nextToken() != null);
    }

    private static String time(final ResultSet row, final int column) throws SQLException {
        final OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
    }
}
