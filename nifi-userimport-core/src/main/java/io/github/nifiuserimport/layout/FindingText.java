// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.text.Text;

/** What people are told of a {@link Finding}, in sentences that fit every vendor's columns. */
public final class FindingText {

    private FindingText() {}

    /** The sentence. */
    public static String of(final Finding finding) {
        return switch (finding) {
            case Finding.UserNotFound unknown -> "User not found; request skipped.";
            case Finding.UserRenamed renamed ->
                    Text.format("The user %s was renamed to %s.", renamed.from(), renamed.to());
            case Finding.NewIdTaken taken ->
                    Text.format(
                            "There is a user %s already, and this user has an id too; the two are not"
                                    + " merged.",
                            taken.newId());
            case Finding.HasAnotherId other ->
                    Text.format(
                            "The user with this address has the id %s; %s is ignored.",
                            other.id(), other.ignored());
            case Finding.IdOfAnotherUser taken ->
                    Text.format(
                            "%s is the id of another user; the user with this address is left without one.",
                            taken.id());
            case Finding.NoWholeNumber number ->
                    "The present value is not a whole number; it is left as it is.";
            case Finding.NobodyHasAddress unknown ->
                    "No user has this address; it is kept for when one gets it.";
        };
    }
}
