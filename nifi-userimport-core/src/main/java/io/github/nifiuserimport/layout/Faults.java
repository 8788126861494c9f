// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** Gathers what is wrong with a row, so that all of it is told at once. */
public final class Faults {

    private RowFault found;

    /** A part of a row's checks. */
    public interface Check<T> {
        T run() throws RowFault;
    }

    /** What the check gives, or null where it finds a fault. */
    public <T> T of(final Check<T> check) {
        try {
            return check.run();
        } catch (final RowFault fault) {
            add(fault);
            return null;
        }
    }

    public void add(final RowFault fault) {
        found = RowFault.and(found, fault);
    }

    public void throwIfAny() throws RowFault {
        if (found != null) {
            throw found;
        }
    }
}
