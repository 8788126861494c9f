// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.time.Instant;

/** What a row does to the time a user was last active. Composes as {@link AttributeChange} does. */
public sealed interface LastActive {

    /** The time after the change; the present one may be null. */
    Instant apply(Instant present);

    /** This change, then the other, as one. */
    LastActive then(LastActive later);

    /** It is that time, also when a later one was known: the file says so. */
    record At(Instant time) implements LastActive {

        @Override
        public Instant apply(final Instant present) {
            return time;
        }

        @Override
        public LastActive then(final LastActive later) {
            return new At(later.apply(time));
        }
    }

    /** The user was active then, which moves the time forward but never back. */
    record NotBefore(Instant time) implements LastActive {

        @Override
        public Instant apply(final Instant present) {
            return present == null || present.isBefore(time) ? time : present;
        }

        @Override
        public LastActive then(final LastActive later) {
            return switch (later) {
                case At at -> at;
                case NotBefore other -> new NotBefore(other.apply(time));
            };
        }
    }
}
