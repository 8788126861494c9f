// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.components.DescribedValue;

/** What FailUserImport does about a job that is not known. */
public enum UnknownImportOption implements DescribedValue {
    FAILURE("Route To Failure", "The FlowFile goes to failure: it is of no import."),
    REGISTER(
            "Register It",
            "The job is registered and has failed, so that it is in the list of imports.");

    private final String displayName;
    private final String description;

    UnknownImportOption(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
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
