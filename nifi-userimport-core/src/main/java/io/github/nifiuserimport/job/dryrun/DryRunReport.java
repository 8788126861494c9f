// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.RowNotes;
import java.util.List;

/**
 * What an import of a file would come to, with the users as they are now.
 *
 * @param counts of the import, as its job would have them
 * @param warnings of all rows, also those that depend on the users
 * @param fields what would be changed, by the fields' names
 * @param fieldsLeftOut how many changes are of further fields, which are not told
 */
public record DryRunReport(
        Counts counts, RowNotes warnings, List<FieldTotal> fields, long fieldsLeftOut) {}
