// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** What happens to columns that are neither mapped nor known to the layout. */
public enum UnmappedColumns {
    /** The file is refused. */
    ERROR,
    /** They are passed over. */
    IGNORE,
    /** They are attributes of the user, under their own names. */
    ATTRIBUTE
}
