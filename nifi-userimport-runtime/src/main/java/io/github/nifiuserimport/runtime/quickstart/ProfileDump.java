// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Profiles for programs, all of them, a line each; and for people, a few, indented. */
public final class ProfileDump {

    private ProfileDump() {}

    /**
     * Writes every stored profile as a line of JSON, sorted by app and user id.
     *
     * @return how many
     */
    public static long write(final Connection connection, final Path file)
            throws SQLException, IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = Profiles.JSON.createGenerator(out)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            final long count = Profiles.writeAll(connection, json);
            if (count > 0) {
                json.writeRaw('\n');
            }
            return count;
        }
    }

    /** A few profiles to look at, those changed since that time first. */
    static String some(final Connection connection, final Instant since, final int limit)
            throws SQLException, IOException {
        final StringWriter out = new StringWriter();
        try (JsonGenerator json = Profiles.JSON.createGenerator(out)) {
            final DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            final DefaultPrettyPrinter printer =
                    new DefaultPrettyPrinter(
                            Separators.createDefaultInstance()
                                    .withRootSeparator("\n")
                                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            printer.indentObjectsWith(indenter);
            json.setPrettyPrinter(printer);
            Profiles.writeSome(connection, json, since, limit);
        }
        return out.toString();
    }
}
