// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/** What a row finds its user by. Keys by e-mail and by device join here. */
public sealed interface UserKey {

    /**
     * The user's id in the customer's own system.
     *
     * @param id not empty, without white space at its ends
     */
    record ById(String id) implements UserKey {}
}
