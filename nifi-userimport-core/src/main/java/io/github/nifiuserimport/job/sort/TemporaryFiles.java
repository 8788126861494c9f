// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.io.IOException;
import java.nio.file.Path;

/** Where temporary files can be had. */
@FunctionalInterface
public interface TemporaryFiles {

    /** A new one, empty. */
    TemporaryFile open() throws IOException;

    /** Files in a folder that have no name there: the system forgets them with the process. */
    static TemporaryFiles in(final Path folder) {
        return () -> UnnamedFile.in(folder);
    }
}
