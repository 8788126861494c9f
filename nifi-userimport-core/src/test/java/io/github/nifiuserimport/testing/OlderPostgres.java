// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The programs of an older PostgreSQL than that of the class path, which Maven has put under {@code
 * target}: the profile {@code older-postgres} of this module's {@code pom.xml}.
 *
 * @param version the major one, such as 13
 */
public record OlderPostgres(int version) implements PgBinaryResolver {

    /** Whether it is there to be started. */
    public boolean installed() {
        return Files.isRegularFile(jar());
    }

    private Path jar() {
        return Path.of("target", "postgres", version + ".jar");
    }

    @Override
    public InputStream getPgBinary(final String system, final String machine) throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            final JarEntry programs =
                    jar.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findAny()
                            .orElseThrow();
            try (InputStream in = jar.getInputStream(programs)) {
                return new ByteArrayInputStream(in.readAllBytes());
            }
        }
    }
}
