// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.DescribedValue;

/**
 * A value that a property offers, for enums: each constant has a {@link Label}, and a flow is saved
 * with the name that the canvas shows.
 */
public interface DescribedOption extends DescribedValue {

    /**
     * What the canvas shows of a value.
     *
     * @param name shown in the list, and the value that flows are saved with: it never changes
     * @param description what choosing it means
     */
    record Label(String name, String description) {}

    /** This value's name and description. */
    Label label();

    @Override
    default String getValue() {
        return label().name();
    }

    @Override
    default String getDisplayName() {
        return label().name();
    }

    @Override
    default String getDescription() {
        return label().description();
    }
}
