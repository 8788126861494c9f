// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.LocalNifi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Builds the templates on a real NiFi's canvas and writes what NiFi exports: run after a change to
 * one of them, with the folder to write to as its argument.
 */
public final class ExportTemplates {

    private ExportTemplates() {}

    public static void main(final String[] arguments) throws IOException {
        final Path folder = Path.of(arguments[0]);
        final Path home = Files.createTempDirectory("export-templates");
        try (LocalNifi nifi = LocalNifi.in(home).start()) {
            final String group = FolderUserImport.build(nifi.client());
            write(
                    folder.resolve("folder-user-import.json"),
                    nifi.client().groups().download(group));
        }
        Folders.delete(home);
        System.exit(0);
    }

    private static void write(final Path file, final byte[] exported) throws IOException {
        final JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        final JsonNode definition = mapper.readTree(exported);
        Files.writeString(file, mapper.writeValueAsString(definition) + "\n");
        System.out.println("Wrote " + file);
    }
}
