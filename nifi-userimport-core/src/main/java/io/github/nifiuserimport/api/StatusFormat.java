// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/** In which form it is told of jobs. */
public enum StatusFormat {
    /** Leanplum's reply to {@code getMultiResults}. */
    LEANPLUM,
    /** As Dashly replies. */
    DASHLY,
    /** Our own, in all detail. */
    JSON,
    /** A page for people. */
    HTML
}
