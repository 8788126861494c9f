// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.services.DescribedOption;

/** What to choose from for the content that tells of a user's history. */
public enum HistoryReplyOption implements DescribedOption {
    JSON(
            "JSON",
            "For each change: when, by which import, and of each field what it was before and after",
            OwnFormat.JSON),
    HTML("HTML", "The same as one self-contained page for people", OwnFormat.HTML);

    private final Label label;
    private final OwnFormat format;

    HistoryReplyOption(final String name, final String description, final OwnFormat format) {
        label = new Label(name, description);
        this.format = format;
    }

    OwnFormat format() {
        return format;
    }

    @Override
    public Label label() {
        return label;
    }
}
