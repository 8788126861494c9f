// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/**
 * Something that comes up only when a row is applied, since it depends on what is stored. The store
 * tells what it is; the layout that the row was read by puts it into words.
 */
public sealed interface Finding {

    /** Nobody is found by the row's key, and nobody is to be created: the row is skipped. */
    record UserNotFound() implements Finding {}

    /**
     * The user had an id and has got the new one instead.
     *
     * @param from the id until now
     * @param to the id from now on
     */
    record UserRenamed(String from, String to) implements Finding {}

    /**
     * The user has an id, and the new one is another user's: both stay as they are.
     *
     * @param newId whose there is a user already
     */
    record NewIdTaken(String newId) implements Finding {}

    /**
     * The user was found otherwise, and has an id already: the one that the row gives is ignored.
     *
     * @param id the user's
     * @param ignored the row's
     */
    record HasAnotherId(String id, String ignored) implements Finding {}

    /**
     * The user was found otherwise and has no id, and the one that the row gives is another user's:
     * the user stays without one.
     *
     * @param id the row's
     */
    record IdOfAnotherUser(String id) implements Finding {}

    /**
     * An attribute was to be incremented and holds no whole number: it stays as it is.
     *
     * @param attribute its name, of a field within it with dots between: {@code visits.shop}
     */
    record NoWholeNumber(String attribute) implements Finding {}

    /** No user has a listed address: it is kept for when one gets it. */
    record NobodyHasAddress() implements Finding {}
}
