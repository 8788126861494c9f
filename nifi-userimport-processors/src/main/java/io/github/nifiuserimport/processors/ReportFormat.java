// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ReportJson;
import io.github.nifiuserimport.job.check.FileReport;
import org.apache.nifi.components.DescribedValue;

/** What to choose from for the report of a checked file. */
public enum ReportFormat implements DescribedValue {
    DETAILED(
            "Detailed",
            "JSON with the file's fault, row errors, warnings, and of each column the type found,"
                    + " the filled cells and an example") {
        @Override
        HttpReply reply(final FileReport report, final String importId) {
            return HttpReply.json(200, json -> ReportJson.write(report, json));
        }
    },
    DASHLY("Dashly", "The reply of Dashly's users/import: row_errors by line and updates_planned") {
        @Override
        HttpReply reply(final FileReport report, final String importId) {
            return ApiOption.DASHLY.api().checked(report, importId);
        }
    };

    private final String displayName;
    private final String description;

    ReportFormat(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
    }

    /**
     * The report as a reply.
     *
     * @param importId id of the job the file belongs to, or null
     */
    abstract HttpReply reply(FileReport report, String importId);

    /** Whether the report is the reply to a request, so that its status matters. */
    boolean isReply() {
        return this != DETAILED;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
