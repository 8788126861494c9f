// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import java.util.Optional;
import java.util.Set;

/**
 * A batch that nobody writes.
 *
 * @param users whom it writes, where it looks at nothing else
 * @param store which is told of its transactions
 */
record UnwrittenBatch(Batch batch, Optional<Set<String>> users, WatchedStore store)
        implements PreparedBatch {

    static final Delivery DELIVERY =
            new Delivery(
                    new NewJob("job", "app", null, "users.csv", -1, 1),
                    new PartId("job", 0),
                    "delivery");

    @Override
    public BatchTransaction begin() throws StoreException {
        return store.begin(batch);
    }
}
