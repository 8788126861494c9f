// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import java.util.Optional;

/**
 * How far the one import is that the store knows of.
 *
 * @param rows applied or rejected
 */
record ImportProgress(String state, long rows) {

    /** Of an import whose job is not there yet. */
    static final ImportProgress NOT_YET = new ImportProgress("PENDING", 0);

    private static final String QUERY =
            """
            SELECT state, (SELECT coalesce(sum(rows_done), 0) FROM userimport.import_part)
              FROM userimport.import_job
            """;

    /** Nothing before the job is there. */
    static Optional<ImportProgress> in(final TestSession session) {
        return session.row(QUERY)
                .map(row -> new ImportProgress(row.getFirst(), Long.parseLong(row.getLast())));
    }

    boolean hasEnded() {
        return state.equals("FINISHED") || state.equals("FAILED");
    }

    boolean isUnderWay() {
        return state.equals("RUNNING");
    }
}
