// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessContext;

/** Which job a FlowFile belongs to, and which FlowFile it is. */
final class ImportIds {

    private ImportIds() {}

    /** The job's id: the value of {@link ImportProperties#IMPORT_ID}, else the FlowFile's UUID. */
    static String importId(final ProcessContext context, final FlowFile file) {
        final String id =
                context.getProperty(ImportProperties.IMPORT_ID)
                        .evaluateAttributeExpressions(file)
                        .getValue();
        return id == null || id.isBlank() ? flowFileId(file) : id;
    }

    /**
     * The FlowFile's UUID. It stays the same when NiFi hands the FlowFile out again after a
     * rollback or a crash, and is a new one when somebody replays the FlowFile.
     */
    static String flowFileId(final FlowFile file) {
        return file.getAttribute(CoreAttributes.UUID.key());
    }
}
