// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code userimport.*} attributes that carry a job on a FlowFile, and what the documentation of
 * the processors that read or write them says of them.
 */
final class ImportAttributes {

    static final String ID = "userimport.id";
    static final String ID_DESC = "ID of the import job";
    static final String ID_READ_DESC =
            "ID of the import job. Without it, the FlowFile's UUID becomes the job's ID";

    static final String STATE = "userimport.state";
    static final String STATE_DESC = "PENDING, RUNNING, FINISHED, FAILED or CANCELLED";

    static final String ACTION = "userimport.action";
    static final String ACTION_DESC = "What the rows do; absent if each row names its own action";
    static final String ACTION_READ_DESC = "What the rows do, if Action is \"From Attribute\"";

    static final String APP = "userimport.app";
    static final String APP_DESC = "The app whose users are imported";
    static final String APP_READ_DESC = APP_DESC + ", in the default value of App ID";

    static final String ROWS = "userimport.rows";
    static final String ROWS_DESC = "Rows processed";

    static final String ROWS_APPLIED = "userimport.rows.applied";
    static final String ROWS_APPLIED_DESC = "Rows applied";

    static final String ROWS_REJECTED = "userimport.rows.rejected";
    static final String ROWS_REJECTED_DESC = "Rows rejected";

    static final String ROWS_SKIPPED = "userimport.rows.skipped";
    static final String ROWS_SKIPPED_DESC =
            "Rows skipped with a warning, such as those of an unknown user who may not be created";

    static final String WARNINGS = "userimport.warnings";
    static final String WARNINGS_DESC =
            "Warnings: about skipped rows, and about values left out of applied rows";

    static final String USERS_CREATED = "userimport.users.created";
    static final String USERS_CREATED_DESC = "Users created";

    static final String USERS_UPDATED = "userimport.users.updated";
    static final String USERS_UPDATED_DESC = "Users changed";

    static final String USERS_UNCHANGED = "userimport.users.unchanged";
    static final String USERS_UNCHANGED_DESC = "Users who already were as the file says";

    static final String DEVICES_CHANGED = "userimport.devices.changed";
    static final String DEVICES_CHANGED_DESC = "Devices created or changed";

    static final String EVENTS_TRACKED = "userimport.events.tracked";
    static final String EVENTS_TRACKED_DESC = "Events tracked";

    static final String USERS_DELETED = "userimport.users.deleted";
    static final String USERS_DELETED_DESC = "Users deleted, by an undo";

    /** On an undo: the import that it undoes. */
    static final String UNDOES = "userimport.undoes";

    static final String PERCENT = "userimport.percent";
    static final String PERCENT_DESC = "Rows processed, as a percentage";

    static final String ERROR = "userimport.error";

    /** On a rejected-rows file: the job whose rows these are. */
    static final String REJECTED_FROM = "userimport.rejected.from";

    /** On a file of unprocessed rows: the job that was cancelled before them. */
    static final String UNPROCESSED_FROM = "userimport.unprocessed.from";

    /** In Dashly's columns: {@code $user_id} or {@code $email}. */
    static final String KEY = "userimport.key";

    static final String KEY_READ_DESC =
            "What users are found by in Dashly's columns, in the default value of Import Key";

    /** In Dashly's columns: tags that every user of the file gets. */
    static final String TAGS = "userimport.tags";

    static final String TAGS_READ_DESC =
            "Tags for every user of a file with Dashly's columns, in the default value of Tags";

    /** On an uploaded file: what separates its cells. */
    static final String DELIMITER = "userimport.delimiter";

    /** The bucket and the object in it that a job imports. */
    static final String BUCKET = "userimport.bucket";

    static final String OBJECT = "userimport.object";

    /** Which API a request came in, {@code leanplum} or {@code dashly}. */
    static final String API = "userimport.api";

    /** Before the name of an argument by which an import is asked for. */
    static final String ARGUMENT = "userimport.argument.";

    /** On a reply: its HTTP status. */
    static final String REPLY_STATUS = "userimport.reply.status";

    /** On a part: how many bytes the whole file has. */
    static final String FILE_SIZE = "userimport.file.size";

    /**
     * On a part: how the rows of the whole file were divided, such as {@code 4 ranges of userId}.
     */
    static final String SPLIT = "userimport.split";

    /** A user whose history is asked for. */
    static final String USER = "userimport.user";

    /** On a history of which there is more: what to ask for as Before. */
    static final String OLDER_BEFORE = "userimport.history.older.before";

    private ImportAttributes() {}

    /** The attributes of a FlowFile that brings news of a job. */
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
