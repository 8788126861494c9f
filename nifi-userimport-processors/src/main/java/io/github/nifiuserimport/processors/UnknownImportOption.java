// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.services.DescribedOption;

/** What FailUserImport does if there is no such job. */
public enum UnknownImportOption implements DescribedOption {
    FAILURE("Route To Failure", "The FlowFile is routed to failure."),
    REGISTER("Register It", "A failed job is registered, so that the list of imports shows it.");

    private final Label label;

    UnknownImportOption(final String name, final String description) {
        label = new Label(name, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
