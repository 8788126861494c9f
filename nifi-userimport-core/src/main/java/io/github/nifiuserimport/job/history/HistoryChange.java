// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.history;

import io.github.nifiuserimport.profile.FieldChange;
import java.time.Instant;
import java.util.List;

/**
 * What of a user was changed at once.
 *
 * @param made when, to the microsecond
 * @param job by which import; null where it was none, or one by an older version of the bundle
 * @param fields at least one
 * @param eventsLeftOut how many more events were tracked than {@code fields} has
 * @param withLater whether what was changed later, while nothing was kept, is among it
 */
public record HistoryChange(
        Instant made,
        ChangingJob job,
        List<FieldChange> fields,
        long eventsLeftOut,
        boolean withLater) {}
