// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

/** What both APIs say of the same things. */
final class HttpLabels {

    private HttpLabels() {}

    /** Beside what applies the files. */
    static void merging(final Canvas canvas, final double y) {
        canvas.label(
                """
                One request is one import, applied exactly once. Its state, its errors and the
                rows that were rejected are in the store and under /imports/ID, so nothing of
                what comes out here is kept. To be told of each end, connect "summary".

                Files are applied one after the other, in the order they came. More concurrent
                tasks apply that many at a time, in no order.
                """,
                760,
                y,
                620,
                160);
    }
}
