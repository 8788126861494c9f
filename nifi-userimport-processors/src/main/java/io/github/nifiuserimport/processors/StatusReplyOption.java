// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.services.DescribedOption;
import java.util.Optional;
import java.util.function.Function;

/** What to choose from for the content that tells of a job. */
public enum StatusReplyOption implements DescribedOption {
    NONE("None", "No content, attributes only: the FlowFile's content stays as it is", null),
    LEANPLUM(
            "Leanplum",
            "Leanplum's reply to getMultiResults: state, and of a finished job the counts and the"
                    + " URL of its responses",
            id -> new StatusRequest.OneJob(id, ApiOption.LEANPLUM.api())),
    DASHLY(
            "Dashly",
            "As Dashly replies: row_errors by line, updates_planned, import_id, and the state",
            id -> new StatusRequest.OneJob(id, ApiOption.DASHLY.api())),
    JSON(
            "JSON",
            "All there is: state, percent, counts, times, the first errors and warnings, errors by"
                    + " column, links",
            id -> new StatusRequest.OneJob(id, OwnFormat.JSON)),
    HTML(
            "HTML",
            "One self-contained page for people, with charts and the first errors; it refreshes while"
                    + " the job runs",
            id -> new StatusRequest.OneJob(id, OwnFormat.HTML)),
    REJECTED_ROWS(
            "Rejected Rows",
            "The rows that were not applied, with line, column and error: CSV for CSV, for other"
                    + " formats JSON, one record a line",
            id -> new StatusRequest.RejectedRows(id, null)),
    RESPONSES(
            "Responses",
            "What Leanplum's API answers for each row, one JSON object a line, in file order",
            StatusRequest.Responses::new),
    LIST_JSON(
            "List (JSON)",
            "The latest 50 jobs of the app, newest first, as JSON",
            id -> new StatusRequest.Latest(OwnFormat.JSON, "")),
    LIST_HTML(
            "List (HTML)",
            "The latest 50 jobs of the app, newest first, as a page for people",
            id -> new StatusRequest.Latest(OwnFormat.HTML, "imports/"));

    private final Label label;
    private final Function<String, StatusRequest> request;

    StatusReplyOption(
            final String name,
            final String description,
            final Function<String, StatusRequest> request) {
        label = new Label(name, description);
        this.request = request;
    }

    /** What is asked of that job, or of its app's; nothing where attributes are all. */
    Optional<StatusRequest> request(final String importId) {
        return Optional.ofNullable(request).map(asked -> asked.apply(importId));
    }

    @Override
    public Label label() {
        return label;
    }
}
