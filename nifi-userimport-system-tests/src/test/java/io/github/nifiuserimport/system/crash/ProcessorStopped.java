// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/** Somebody stops the processor, and starts it again. */
record ProcessorStopped(String name) implements Interruption {

    ProcessorStopped() {
        this("The processor is stopped");
    }

    @Override
    public List<Place> places() {
        return List.of(
                Place.AMONG_THE_ROWS,
                Place.BEFORE_THE_FIRST_ROW,
                Place.AT_THE_LAST_ROWS,
                Place.AMONG_THE_ROWS);
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        interrupted.client().processors().stop(interrupted.flow().putUserImport());
        interrupted.requireUnfinished();
        assertThat(interrupted.client().queues().count(interrupted.flow().group()))
                .as("the file waits where it was")
                .isOne();
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.client().processors().start(interrupted.flow().putUserImport());
    }
}
