// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/**
 * Somebody stops the processor, loses patience, terminates it, and starts it again: what it did may
 * go on in the background, beside what goes on in the foreground.
 */
record ProcessorTerminated(String name) implements Interruption {

    ProcessorTerminated() {
        this("The processor is terminated");
    }

    @Override
    public List<Place> places() {
        return List.of(
                Place.AMONG_THE_ROWS,
                Place.BEFORE_NIFI_KNOWS_THE_END,
                Place.AT_THE_LAST_ROWS,
                Place.BEFORE_THE_FIRST_ROW);
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        interrupted.client().processors().terminate(interrupted.flow().putUserImport());
        interrupted.requireUnfinished();
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.client().processors().start(interrupted.flow().putUserImport());
    }
}
