// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import java.util.function.Consumer;

/** Reads a file to its end. */
@FunctionalInterface
interface FileReading {

    /**
     * Hands over every value of every record.
     *
     * @return how many records there were
     */
    int read(byte[] content, Consumer<Object> values) throws Exception;
}
