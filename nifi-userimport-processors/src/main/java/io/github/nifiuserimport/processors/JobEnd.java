// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.JobJson;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.ResultName;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Tells of a job's end: one bulletin and one summary, whichever processor ended the job. */
final class JobEnd {

    static final Relationship SUMMARY =
            new Relationship.Builder()
                    .name("summary")
                    .description(
                            "One JSON object for each job that has finished, failed or been"
                                    + " cancelled, from the FlowFile that ended the job or was the"
                                    + " first to come upon its end")
                    .build();

    private JobEnd() {}

    /**
     * Logs the end and transfers a JSON summary to {@link #SUMMARY}, if it was this FlowFile that
     * ended the job: a job of several parts, or one that is asked about again, is told of once.
     *
     * @param parent the FlowFile, with its attributes as they are transferred
     */
    static void tell(
            final JobStatus job,
            final ProcessSession session,
            final FlowFile parent,
            final ComponentLog log) {
        if (!job.isEndedBy(ImportIds.flowFileId(parent))) {
            return;
        }
        final String sentence = JobSummary.sentence(job);
        if (job.state() == JobState.FAILED) {
            log.error(sentence);
        } else if (job.state() == JobState.CANCELLED
                || job.counts().get(Count.REJECTED) > 0
                || JobSummary.hasNoRows(job)) {
            log.warn(sentence);
        } else {
            log.info(sentence);
        }
        FlowFile summary = session.create(parent);
        summary = session.write(summary, output -> JobJson.writeSummary(job, output));
        final Map<String, String> attributes = ImportAttributes.of(job);
        attributes.put(CoreAttributes.MIME_TYPE.key(), "application/json");
        attributes.put(
                CoreAttributes.FILENAME.key(),
                ResultName.of(String.valueOf(job.fileName()), ".summary.json"));
        session.transfer(session.putAllAttributes(summary, attributes), SUMMARY);
    }
}
