// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RejectedRowsFile;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;

/** The rows that a job has rejected, as a FlowFile. */
final class RejectedRows {

    private RejectedRows() {}

    /**
     * A FlowFile with the rows and the attributes of the job, for the session to transfer.
     *
     * @param file the FlowFile that ended the job
     */
    static FlowFile of(
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final JobStatus job)
            throws StoreException, IOException {
        final FlowFile rejected = session.create(file);
        try (var output = session.write(rejected)) {
            RejectedRowsFile.write(store, job.id(), job.notation(), output);
        } catch (final StoreException | IOException cutOff) {
            // Otherwise NiFi would complain that this FlowFile is not transferred, and hide the
            // cause.
            session.remove(rejected);
            throw cutOff;
        }
        final Map<String, String> attributes = ImportAttributes.of(job);
        attributes.put(ImportAttributes.REJECTED_FROM, job.id());
        attributes.put(CoreAttributes.MIME_TYPE.key(), job.notation().mimeType());
        attributes.put(
                CoreAttributes.FILENAME.key(),
                RejectedRowsFile.name(job.fileName(), job.notation()));
        return session.putAllAttributes(
                // Left by an earlier try that was interrupted.
                session.removeAttribute(rejected, ImportAttributes.ERROR), attributes);
    }
}
