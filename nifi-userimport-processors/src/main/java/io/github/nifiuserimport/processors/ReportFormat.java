// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.DashlyReply;
import io.github.nifiuserimport.api.ReportJson;
import io.github.nifiuserimport.job.check.FileReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalInt;
import org.apache.nifi.components.DescribedValue;

/** What to choose from for the report of a checked file. */
public enum ReportFormat implements DescribedValue {
    DETAILED(
            "Detailed",
            "JSON with the file's fault, row errors, warnings, and of each column the type found,"
                    + " the filled cells and an example") {
        @Override
        void write(final FileReport report, final String importId, final OutputStream output)
                throws IOException {
            ReportJson.write(report, output);
        }

        @Override
        OptionalInt status(final FileReport report) {
            return OptionalInt.empty();
        }
    },
    DASHLY("Dashly", "The reply of Dashly's users/import: row_errors by line and updates_planned") {
        @Override
        void write(final FileReport report, final String importId, final OutputStream output)
                throws IOException {
            DashlyReply.of(report, importId).write(output);
        }

        @Override
        OptionalInt status(final FileReport report) {
            return OptionalInt.of(DashlyReply.of(report, null).status());
        }
    };

    private final String displayName;
    private final String description;

    ReportFormat(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
    }

    /**
     * Writes a report.
     *
     * @param importId id of the job the file belongs to, or null
     */
    abstract void write(FileReport report, String importId, OutputStream output) throws IOException;

    /** The HTTP status of a report that is a reply. */
    abstract OptionalInt status(FileReport report);

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
