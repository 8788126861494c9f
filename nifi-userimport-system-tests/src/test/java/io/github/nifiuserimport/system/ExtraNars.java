// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** NARs that the build does not have, in the folder {@code -Dnifi.extra.nars=DIR} names. */
final class ExtraNars {

    private static final String PROPERTY = "nifi.extra.nars";

    private ExtraNars() {}

    /** The folder, when one is named. */
    static Optional<Path> folder() {
        final String folder = System.getProperty(PROPERTY, "");
        if (folder.isBlank()) {
            return Optional.empty();
        }
        final Path path = Path.of(folder).toAbsolutePath();
        assertThat(path).as("-D" + PROPERTY).isDirectory();
        return Optional.of(path);
    }

    /** Whether NiFi's GCP NAR is in it. */
    static boolean haveGcp() {
        return folder().filter(ExtraNars::hasGcp).isPresent();
    }

    private static boolean hasGcp(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(
                    file -> file.getFileName().toString().matches("nifi-gcp-nar-.*[.]nar"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
