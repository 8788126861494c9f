// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** Whose columns files have. */
public enum Dialect {
    /** Each file's own: found from its header. */
    DETECT,
    LEANPLUM,
    DASHLY
}
