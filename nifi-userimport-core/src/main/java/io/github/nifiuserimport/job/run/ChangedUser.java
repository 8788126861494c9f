// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.profile.FieldChange;
import java.util.List;

/**
 * What an import would change of a user.
 *
 * @param userId by which the user is known before the import, or else from then on; of one who has
 *     no id the e-mail address
 * @param line of the file on which the first row starts that is about the user; 0 where it is not
 *     known
 * @param changes at least one; others of the same user may be told of apart
 */
public record ChangedUser(String userId, long line, List<FieldChange> changes) {}
