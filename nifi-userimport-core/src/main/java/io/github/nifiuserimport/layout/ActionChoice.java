// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Action;

/** How it is known what a row of Leanplum's columns does. */
public sealed interface ActionChoice {

    /**
     * From the file's columns: an {@code action} column says it row by row; else {@code event}
     * means {@code track}, a device's id and attributes {@code setDeviceAttributes}, and anything
     * else {@code setUserAttributes}.
     */
    record Detect() implements ActionChoice {}

    /** The file is a list of addresses: everyone who has one is unsubscribed. */
    record Unsubscribe() implements ActionChoice {}

    /** Each row says it in an {@code action} column, which the file must have. */
    record OfRow() implements ActionChoice {}

    /**
     * All rows do the same, but those that say something else in an {@code action} column.
     *
     * @param action of the others
     */
    record Default(Action action) implements ActionChoice {}
}
