// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import java.io.IOException;
import java.io.OutputStream;

/** Where the parts of a file are written to. */
@FunctionalInterface
public interface PartOutputs {

    /**
     * A stream for a part, asked for once, when its first row comes.
     *
     * @param part from 0; some may get no row
     */
    OutputStream open(int part) throws IOException;
}
