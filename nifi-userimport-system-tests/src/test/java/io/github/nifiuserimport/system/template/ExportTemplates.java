// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.LocalNifi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds the templates on a real NiFi's canvas and writes what NiFi exports: run after a change to
 * one of them.
 *
 * <p>Arguments: the folder to write to; a folder with NARs that the build does not have (NiFi's GCP
 * NARs), or {@code -} for none; and the files to write, without any all of them.
 */
public final class ExportTemplates {

    private ExportTemplates() {}

    public static void main(final String[] arguments) throws IOException {
        final Path folder = Path.of(arguments[0]);
        final Path home = Files.createTempDirectory("export-templates");
        final LocalNifi.Builder builder = LocalNifi.in(home);
        if (arguments.length > 1 && !arguments[1].equals("-")) {
            builder.nars(Path.of(arguments[1]));
        }
        try (LocalNifi nifi = builder.start()) {
            for (final Template template : chosen(arguments)) {
                final String group = template.build(nifi.client());
                final Path file = folder.resolve(template.file());
                Files.writeString(
                        file, StableDefinition.of(nifi.client().groups().download(group)));
                System.out.println("Wrote " + file);
            }
        }
        Folders.delete(home);
        System.exit(0);
    }

    private static Set<Template> chosen(final String[] arguments) {
        final Set<String> files =
                Arrays.stream(arguments).skip(2).collect(Collectors.toUnmodifiableSet());
        if (files.isEmpty()) {
            return EnumSet.allOf(Template.class);
        }
        return Arrays.stream(Template.values())
                .filter(template -> files.contains(template.file()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
