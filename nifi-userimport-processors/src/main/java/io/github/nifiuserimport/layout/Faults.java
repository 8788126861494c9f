// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** Gathers what is wrong with a row, so that all of it is told at once. */
final class Faults {

    private RowFault found;

    /** A part of a row's checks. */
    interface Check<T> {
        T run() throws RowFault;
    }

    /** What the check gives, or null where it finds a fault. */
    <T> T of(final Check<T> check) {
        try {
            return check.run();
        } catch (final RowFault fault) {
            add(fault);
            return null;
        }
    }

    void add(final RowFault fault) {
        found = RowFault.and(found, fault);
    }

    void throwIfAny() throws RowFault {
        if (found != null) {
            throw found;
        }
    }
}
