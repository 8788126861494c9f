// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.csv.FileFault;
import java.util.Locale;

/** Refuses files that are too large, before they are read. */
final class FileSize {

    private FileSize() {}

    /** What is said of such a file. */
    static FileFault fault(final long bytes, final long most) {
        return new FileFault(
                0,
                null,
                String.format(
                        Locale.ROOT,
                        "the file has %,d bytes; at most %,d are allowed",
                        bytes,
                        most));
    }
}
