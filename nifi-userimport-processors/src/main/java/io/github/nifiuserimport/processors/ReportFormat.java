// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ReportJson;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.services.DescribedOption;

/** The format of a checked file's report. */
public enum ReportFormat implements DescribedOption {
    DETAILED(
            "Detailed",
            "JSON with the file's error, the row errors and warnings and, for each column, its type,"
                    + " the number of filled cells and an example") {
        @Override
        HttpReply reply(final FileReport report, final String importId) {
            return HttpReply.json(200, json -> ReportJson.write(report, json));
        }

        @Override
        HttpReply reply(final FileReport report, final DryRunReport dryRun) {
            return HttpReply.json(200, json -> ReportJson.write(report, dryRun, json));
        }
    },
    DASHLY(
            "Dashly",
            "The reply of Dashly's users/import: row_errors by line, and updates_planned") {
        @Override
        HttpReply reply(final FileReport report, final String importId) {
            return ApiOption.DASHLY.api().checked(report, importId);
        }

        @Override
        HttpReply reply(final FileReport report, final DryRunReport dryRun) {
            return ApiOption.DASHLY.api().tried(report, dryRun);
        }
    };

    private final Label label;

    ReportFormat(final String name, final String description) {
        label = new Label(name, description);
    }

    /**
     * The report as a reply.
     *
     * @param importId id of the job the file belongs to, or null
     */
    abstract HttpReply reply(FileReport report, String importId);

    /**
     * The same of a file that was tried against a store.
     *
     * @param report which has no fault
     */
    abstract HttpReply reply(FileReport report, DryRunReport dryRun);

    /** Whether the report is the reply to a request, so that its status matters. */
    boolean isReply() {
        return this != DETAILED;
    }

    @Override
    public Label label() {
        return label;
    }
}
