// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/** NiFi is killed by {@code kill -9}, and started again. */
record NifiKilled(String name, List<Place> places) implements Interruption {

    NifiKilled() {
        this(
                "NiFi is killed",
                List.of(
                        Place.AMONG_THE_ROWS,
                        Place.BEFORE_NIFI_KNOWS_THE_END,
                        Place.BEFORE_THE_FIRST_ROW,
                        Place.AT_THE_LAST_ROWS));
    }

    /** The same where rows are applied in order of their keys. */
    static NifiKilled whereFilesAreSorted() {
        return new NifiKilled(
                "NiFi is killed",
                List.of(
                        Place.WHILE_IT_IS_SORTED,
                        Place.AMONG_THE_ROWS,
                        Place.BEFORE_NIFI_KNOWS_THE_END,
                        Place.AT_THE_LAST_ROWS));
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
