// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.FileName;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.job.JobState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

/** What a FlowFile says of the import that it is for, between its request and PutUserImport. */
final class JobRequest {

    private JobRequest() {}

    /**
     * The attributes of a job that is registered and waits.
     *
     * @param request a good one
     */
    static Map<String, String> attributes(
            final String jobId, final String app, final ImportRequest request) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(ImportAttributes.ID, jobId);
        attributes.put(ImportAttributes.APP, app);
        attributes.put(ImportAttributes.STATE, JobState.PENDING.name());
        switch (request) {
            case ImportRequest.FromBucket object -> {
                if (object.action() != null) {
                    attributes.put(ImportAttributes.ACTION, object.action());
                }
                attributes.put(ImportAttributes.BUCKET, object.bucket());
                attributes.put("gcs.bucket", object.bucket());
                attributes.put(ImportAttributes.OBJECT, object.object());
                attributes.put(
                        CoreAttributes.FILENAME.key(), FileName.of(object.object(), "users.csv"));
            }
            case ImportRequest.Upload upload -> {
                attributes.put(ImportAttributes.KEY, upload.key().column());
                attributes.put(ImportAttributes.TAGS, upload.tags());
                attributes.put(
                        ImportAttributes.DELIMITER,
                        upload.delimiter().name().toLowerCase(Locale.ROOT));
                attributes.put(CoreAttributes.MIME_TYPE.key(), "text/csv");
            }
            case ImportRequest.DryRun dryRun -> throw new IllegalStateException("It has no job");
            case ImportRequest.Refused refused -> throw new IllegalStateException(refused.error());
        }
        return attributes;
    }
}
