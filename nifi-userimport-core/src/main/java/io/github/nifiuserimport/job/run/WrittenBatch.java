// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import java.util.List;

/**
 * What writing the accepted rows of a batch came to.
 *
 * @param counts of profiles, devices, events and skipped rows
 * @param warnings in the batch's order
 */
public record WrittenBatch(Counts counts, List<WarnedRow> warnings) {}
