// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.history;

import java.time.Instant;
import java.util.List;

/**
 * What was changed of a user, or some of it.
 *
 * @param userId null for a user who is known by an e-mail address alone
 * @param email or null
 * @param present whether the user is still there
 * @param since from when on changes are kept; what was made earlier is not told
 * @param changes newest first
 * @param older what to ask for as {@code before} to be told what was changed before these; null
 *     where that is all
 */
public record UserHistory(
        String userId,
        String email,
        boolean present,
        Instant since,
        List<HistoryChange> changes,
        Instant older) {

    /** How many changes are told of at once. */
    public static final int MAX_CHANGES = 100;

    /** What people know the user by. */
    public String name() {
        return userId == null ? email : userId;
    }
}
