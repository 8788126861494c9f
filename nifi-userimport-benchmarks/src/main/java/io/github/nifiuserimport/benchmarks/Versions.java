// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of what is measured, as the build has them. */
final class Versions {

    private Versions() {}

    static String of(final String name) {
        final Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(name);
    }
}
