// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/** NiFi is killed by {@code kill -9}, and started again. */
record NifiKilled(String name) implements Interruption {

    NifiKilled() {
        this("NiFi is killed");
    }

    @Override
    public List<Place> places() {
        return List.of(
                Place.AMONG_THE_ROWS,
                Place.BEFORE_NIFI_KNOWS_THE_END,
                Place.BEFORE_THE_FIRST_ROW,
                Place.AT_THE_LAST_ROWS);
    }

    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public boolean mayRepeatResults() {
        return true;
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        interrupted.nifi().kill();
        interrupted.requireUnfinished();
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.nifi().start();
    }
}
