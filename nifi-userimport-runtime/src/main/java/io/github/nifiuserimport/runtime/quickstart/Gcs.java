// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * How Google Cloud Storage is reached. With neither address nor credentials it is not, and a folder
 * stands in for it.
 *
 * @param url of an emulator, or of a private endpoint; null for Google's own
 * @param credentials a service account's key; null for one that is made for the emulator
 * @param bucket what is put into it is imported, too; null for none
 */
record Gcs(URI url, Path credentials, String bucket) {

    private static final List<String> NARS = List.of("nifi-gcp-nar", "nifi-gcp-services-api-nar");

    boolean isLive() {
        return url != null || credentials != null;
    }

    /** Whether one of the folders has NiFi's NARs for Google Cloud, of whatever version. */
    static boolean isIn(final Collection<Path> folders) {
        return NARS.stream()
                .allMatch(nar -> folders.stream().anyMatch(folder -> holds(folder, nar)));
    }

    private static boolean holds(final Path folder, final String nar) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.matches(nar + "(-[0-9].*)?[.]nar"));
        } catch (final IOException e) {
            return false;
        }
    }
}
