// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.row.RowFormat;
import java.util.Map;
import org.apache.nifi.serialization.RecordReaderFactory;

/**
 * A record reader that also gives rows with their lines, raw cells and errors, which NiFi's records
 * have no place for.
 */
public interface RowFormatService extends RecordReaderFactory {

    /**
     * The format for one FlowFile.
     *
     * @param attributes of the FlowFile, for Expression Language in the service's properties; may
     *     be null
     * @throws IllegalArgumentException when a property evaluates to something unusable; the message
     *     names it
     */
    RowFormat rowFormat(Map<String, String> attributes);
}
