// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.io.IOException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * What went wrong with a file. Trouble of NiFi's own, such as a full disk, is thrown on: NiFi hands
 * the FlowFile out again. Anything else would happen again and again with the same file, which has
 * to be routed to where somebody sees it.
 */
final class FileFailure {

    private FileFailure() {}

    /**
     * Logs why a file cannot be worked on, and returns it as a clause, such as {@code Parts is "x";
     * …}.
     *
     * @param work what was done with it, as a past participle: {@code "split"}
     * @throws ProcessException when it is NiFi's own trouble
     */
    static String reason(
            final Exception failed,
            final ComponentLog log,
            final FlowFile file,
            final String work) {
        return switch (failed) {
            case IOException unreadable ->
                    throw new ProcessException("The file cannot be read", unreadable);
            case FlowFileAccessException framework -> throw framework;
            case ProcessException framework -> throw framework;
            case IllegalArgumentException setting -> {
                log.error("{} cannot be {}: {}", file, work, setting.getMessage(), setting);
                yield setting.getMessage();
            }
            default -> {
                log.error("{} cannot be {}", file, work, failed);
                yield "it cannot be " + work + ": " + failed;
            }
        };
    }
}
