// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.services.DescribedOption;

/** Sets of limits to start from. */
public enum LimitsOption implements DescribedOption {
    NONE("None", "Files and values of any size; an event may have 50 parameters", Limits.NONE),
    DASHLY(
            "Dashly",
            "Files below 30,000,000 bytes with up to 250 columns; up to 255 characters in a text and"
                    + " 30 items in a list; whole numbers within ±9,007,199,254,740,992",
            Limits.DASHLY);

    private final Label label;
    private final Limits limits;

    LimitsOption(final String name, final String description, final Limits limits) {
        label = new Label(name, description);
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    @Override
    public Label label() {
        return label;
    }
}
