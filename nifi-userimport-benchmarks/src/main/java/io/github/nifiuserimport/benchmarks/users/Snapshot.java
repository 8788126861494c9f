// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.users;

/** The users at different times. Each is imported on top of the one before. */
public enum Snapshot {
    FIRST,
    /** One user in ten differs from {@link #FIRST}. */
    TENTH,
    /** Every user differs from {@link #TENTH}. */
    CHANGED,
    /** Every user differs from {@link #CHANGED}. */
    CHANGED_AGAIN,
    /** Every user differs from {@link #CHANGED_AGAIN}. */
    CHANGED_THRICE;

    /** Cents on top of the balance that a user has at first. */
    long extraCents(final long user) {
        return switch (this) {
            case FIRST -> 0;
            case TENTH -> user % 10 == 3 ? 500 : 0;
            case CHANGED -> 100_000;
            case CHANGED_AGAIN -> 200_000;
            case CHANGED_THRICE -> 300_000;
        };
    }
}
