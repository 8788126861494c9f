// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import java.util.List;

/**
 * The changes of one field, all users together.
 *
 * @param field its name; all devices together are {@code devices}
 * @param added how many users have no value and would get one; of {@code event}, how many events
 * @param changed how many have a value and would get another
 * @param removed how many would lose theirs
 * @param samples some of them, those of the first lines
 */
public record FieldTotal(
        String field, long added, long changed, long removed, List<Sample> samples) {

    /**
     * One change.
     *
     * @param userId see {@link io.github.nifiuserimport.job.run.ChangedUser#userId}
     * @param line likewise
     * @param before the value, or the beginning of its JSON where that is long; null for none
     * @param after likewise
     */
    public record Sample(String userId, long line, Object before, Object after) {}
}
