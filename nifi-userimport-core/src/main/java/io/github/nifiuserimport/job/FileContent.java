// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read from its beginning as often as needed. */
@FunctionalInterface
public interface FileContent {

    /** A stream at the file's first byte; the caller closes it. */
    InputStream open() throws IOException;
}
