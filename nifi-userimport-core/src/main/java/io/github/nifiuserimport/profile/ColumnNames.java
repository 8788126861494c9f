// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/** What the columns of a layout are called in a file, so that people are told of their own. */
@FunctionalInterface
public interface ColumnNames {

    /** The file's names are the layout's. */
    ColumnNames OF_THE_LAYOUT = column -> column;

    /**
     * The file's name.
     *
     * @param column the layout's name of it, or of a field within it; null gives null
     */
    String own(String column);
}
