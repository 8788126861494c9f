// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/** A way to interrupt an import. */
interface Interruption {

    /** What it is, as the beginning of a test's name. */
    String name();

    /** When it is to happen, the most telling moments first. */
    List<Place> places();

    /** How often it is to happen, when nobody says it: at so many of the places. */
    default int rounds() {
        return 1;
    }

    /** Whether NiFi, by itself, may save the same results more than once then. */
    default boolean mayRepeatResults() {
        return false;
    }

    /**
     * Cuts off the import that runs now.
     *
     * @throws MissedException when it was over before
     */
    void interrupt(InterruptedImport interrupted);

    /**
     * Puts right what a person would have to; the import has to do the rest by itself. The import
     * is no longer held where it was interrupted.
     *
     * @throws MissedException when the import took no notice of the interruption
     */
    void recover(InterruptedImport interrupted);
}
