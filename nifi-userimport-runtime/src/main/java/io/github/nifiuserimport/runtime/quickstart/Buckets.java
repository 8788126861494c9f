// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder that stands in for Google Cloud Storage: the buckets are folders in it. */
final class Buckets {

    /** A bucket to begin with. */
    static final String SAMPLE = "BUCKET";

    private Buckets() {}

    /** Makes the folder with a sample in it, unless it is there. */
    static void prepare(final Path folder, final Path sample) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        final Path bucket = Files.createDirectories(folder.resolve(SAMPLE));
        Files.copy(
                sample, bucket.resolve(sample.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
}
