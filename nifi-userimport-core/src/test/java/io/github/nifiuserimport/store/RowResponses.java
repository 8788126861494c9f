// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.WarnedRow;
import java.util.ArrayList;
import java.util.List;

/** What is told of each row of a job, one after the other. */
final class RowResponses implements RowResults {

    private final List<String> rows = new ArrayList<>();

    private RowResponses() {}

    static List<String> of(final JobStore store, final String jobId) throws StoreException {
        final RowResponses responses = new RowResponses();
        store.rowResults(jobId, responses);
        return responses.rows;
    }

    @Override
    public void applied(final long count) {
        for (long i = 0; i < count; i++) {
            rows.add("applied");
        }
    }

    @Override
    public void rejected(final RejectedRow row) {
        rows.add("rejected " + row);
    }

    @Override
    public void warned(final WarnedRow row) {
        rows.add("warned " + row);
    }
}
