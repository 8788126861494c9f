// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/** What a row says of the id that its user is to have from now on. */
public sealed interface NewUserId {

    /** The id. */
    String id();

    /** The layout's name of the column that says so, for warnings. */
    String column();

    /**
     * The user is renamed to it; where another user has it already, and this one has no id of its
     * own, the two become one (spec/leanplum, {@code newUserId}).
     */
    record Renamed(String id, String column) implements NewUserId {}

    /**
     * A user who has no id yet gets it, if nobody else has it (spec/dashly: users found by e-mail
     * are updated, not renamed).
     */
    record IfNone(String id, String column) implements NewUserId {}
}
