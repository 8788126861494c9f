// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/** What a row says of the id by which its user is known from now on. */
public sealed interface NewUserId {

    /** The id. */
    String id();

    /**
     * The row is of the user of that id (docs/leanplum.md, "newUserId"). A user who is known by a
     * device alone becomes that user: renamed where nobody has the id, else the two become one. Who
     * has an id keeps it.
     */
    record SignedIn(String id) implements NewUserId {}

    /** The same, but a user who has an id is renamed too, unless somebody else has the new id. */
    record Renamed(String id) implements NewUserId {}

    /**
     * A user who has no id yet gets it, if nobody else has it (docs/dashly.md, "Who a row is
     * about": users found by e-mail are updated, not renamed).
     */
    record IfNone(String id) implements NewUserId {}
}
