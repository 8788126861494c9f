// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.JobJson;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.ResultName;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Tells of a job's end: one bulletin and one summary. */
final class JobEnd {

    private JobEnd() {}

    /**
     * Logs the end, as an error or a warning where it is one, and transfers a summary in JSON.
     *
     * @param parent the FlowFile that brought the job to its end
     * @param relationship where the summary goes
     */
    static void tell(
            final JobStatus job,
            final ProcessSession session,
            final FlowFile parent,
            final Relationship relationship,
            final ComponentLog log) {
        final String sentence = JobSummary.sentence(job);
        if (job.state() == JobState.FAILED) {
            log.error(sentence);
        } else if (job.counts().get(Count.REJECTED) > 0 || JobSummary.hasNoRows(job)) {
            log.warn(sentence);
        } else {
            log.info(sentence);
        }
        FlowFile summary = session.create(parent);
        summary = session.write(summary, output -> JobJson.writeSummary(job, output));
        summary = session.putAllAttributes(summary, ImportAttributes.of(job));
        summary = session.putAttribute(summary, CoreAttributes.MIME_TYPE.key(), "application/json");
        summary =
                session.putAttribute(
                        summary,
                        CoreAttributes.FILENAME.key(),
                        ResultName.of(String.valueOf(job.fileName()), ".summary.json"));
        session.transfer(summary, relationship);
    }
}
