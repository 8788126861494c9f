// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.Limits;
import org.apache.nifi.components.DescribedValue;

/** Sets of limits to start from. */
public enum LimitsOption implements DescribedValue {
    NONE("None", "Files and values of any size; an event has at most 50 parameters", Limits.NONE),
    DASHLY(
            "Dashly",
            "Less than 30,000,000 bytes, at most 250 columns, 255 characters a text, 30 items a list,"
                    + " whole numbers within ±9,007,199,254,740,992",
            Limits.DASHLY);

    private final String displayName;
    private final String description;
    private final Limits limits;

    LimitsOption(final String displayName, final String description, final Limits limits) {
        this.displayName = displayName;
        this.description = description;
        this.limits = limits;
    }

    Limits limits() {
        return limits;
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
