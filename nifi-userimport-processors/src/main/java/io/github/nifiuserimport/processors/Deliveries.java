// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.processor.ProcessContext;

/** What a FlowFile delivers to PutUserImport: a file, or a part of one. */
final class Deliveries {

    private Deliveries() {}

    static Delivery of(final ProcessContext context, final FlowFile file) {
        final NewJob job = job(context, file);
        final int index = fragment(file, FragmentAttributes.FRAGMENT_INDEX, 0);
        return new Delivery(job, new PartId(job.id(), index), ImportIds.flowFileId(file));
    }

    /** The app whose users the file is about. */
    static String appId(final ProcessContext context, final FlowFile file) {
        return context.getProperty(ImportProperties.APP_ID)
                .evaluateAttributeExpressions(file)
                .getValue();
    }

    private static NewJob job(final ProcessContext context, final FlowFile file) {
        return new NewJob(
                        ImportIds.importId(context, file),
                        appId(context, file),
                        // Until the header is read, it is not known what rows do.
                        null,
                        file.getAttribute(CoreAttributes.FILENAME.key()),
                        fileSize(file),
                        fragment(file, FragmentAttributes.FRAGMENT_COUNT, 1))
                .withSplit(file.getAttribute(ImportAttributes.SPLIT));
    }

    /** For a part, the size of the whole file: that is what is limited and reported. */
    private static long fileSize(final FlowFile file) {
        final String whole = file.getAttribute(ImportAttributes.FILE_SIZE);
        return whole == null || file.getAttribute(ImportAttributes.ID) == null
                ? file.getSize()
                : Long.parseLong(whole);
    }

    private static int fragment(
            final FlowFile file, final FragmentAttributes attribute, final int fallback) {
        final Map<String, String> attributes = file.getAttributes();
        return attributes.containsKey(ImportAttributes.ID)
                        && attributes.containsKey(attribute.key())
                ? Integer.parseInt(attributes.get(attribute.key()))
                : fallback;
    }
}
