// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessContext;

/** Which job a FlowFile is of, and which delivery it is. */
final class ImportIds {

    private ImportIds() {}

    /**
     * The id of the job: what a property says, else the FlowFile's UUID.
     *
     * @param property may evaluate to nothing
     */
    static String importId(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile file) {
        final String id =
                context.getProperty(property).evaluateAttributeExpressions(file).getValue();
        return id == null || id.isBlank() ? delivery(file) : id;
    }

    /** What is the same when NiFi delivers again, and another when somebody replays a FlowFile. */
    static String delivery(final FlowFile file) {
        return file.getAttribute(CoreAttributes.UUID.key());
    }
}
