// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code userimport.*} attributes that carry a job on a FlowFile. */
final class ImportAttributes {

    static final String ID = "userimport.id";
    static final String STATE = "userimport.state";
    static final String ACTION = "userimport.action";
    static final String APP = "userimport.app";
    static final String ROWS = "userimport.rows";
    static final String ROWS_APPLIED = "userimport.rows.applied";
    static final String ROWS_REJECTED = "userimport.rows.rejected";
    static final String ROWS_SKIPPED = "userimport.rows.skipped";
    static final String WARNINGS = "userimport.warnings";
    static final String USERS_CREATED = "userimport.users.created";
    static final String USERS_UPDATED = "userimport.users.updated";
    static final String USERS_UNCHANGED = "userimport.users.unchanged";
    static final String DEVICES_CHANGED = "userimport.devices.changed";
    static final String EVENTS_TRACKED = "userimport.events.tracked";
    static final String PERCENT = "userimport.percent";
    static final String ERROR = "userimport.error";

    /** On a rejected-rows file: the job whose rows these are. */
    static final String REJECTED_FROM = "userimport.rejected.from";

    /** What users are found by, in Dashly's columns. */
    static final String KEY = "userimport.key";

    /** Tags that every user of the file gets, in Dashly's columns. */
    static final String TAGS = "userimport.tags";

    /** What is between the cells of an uploaded file. */
    static final String DELIMITER = "userimport.delimiter";

    /** The bucket and the object in it that a job imports. */
    static final String BUCKET = "userimport.bucket";

    static final String OBJECT = "userimport.object";

    /** On a gathered request: which API it came in, {@code leanplum} or {@code dashly}. */
    static final String API = "userimport.api";

    /** On a gathered request: before the name of an argument. */
    static final String ARGUMENT = "userimport.argument.";

    /** On a gathered request: how many files it had. */
    static final String REQUEST_FILES = "userimport.request.files";

    /** On a gathered request: why it could not be read. */
    static final String REQUEST_FAULT = "userimport.request.fault";

    /** On a reply: its HTTP status. */
    static final String REPLY_STATUS = "userimport.reply.status";

    /** On a part: how many bytes the whole file has. */
    static final String FILE_SIZE = "userimport.file.size";

    /** On a part: how the whole file's rows were told apart. */
    static final String SPLIT = "userimport.split";

    private ImportAttributes() {}

    static Map<String, String> of(final JobStatus job) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(ID, job.id());
        attributes.put(STATE, job.state().name());
        attributes.put(APP, job.appId());
        if (job.action() != null) {
            attributes.put(ACTION, job.action());
        }
        for (final Count count : Count.values()) {
            attributes.put(count.attribute(), Long.toString(job.counts().get(count)));
        }
        attributes.put(PERCENT, Integer.toString(job.percent()));
        if (job.error() != null) {
            attributes.put(ERROR, job.error());
        }
        return attributes;
    }
}
