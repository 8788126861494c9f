// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/** What a row finds its user by. */
public sealed interface UserKey {

    /**
     * The user's id in the customer's own system.
     *
     * @param id not empty, without white space at its ends
     */
    record ById(String id) implements UserKey {}

    /**
     * An e-mail address. Of several users who have it, the one who was active last is meant; of
     * users never active, or at the same time, the newest (docs/dashly.md, "Who a row is about").
     */
    record ByEmail(String email) implements UserKey {}

    /** Everyone who has an e-mail address, or will have it: only subscriptions change so. */
    record EveryoneWithEmail(String email) implements UserKey {}

    /**
     * A device. Its user is the one last seen on it, else the one whose id is the device's
     * (docs/leanplum.md, "Who a row is about").
     */
    record ByDevice(String deviceId) implements UserKey {}
}
