// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;

/** The connection over which rows are applied breaks. */
record ConnectionCut(String name) implements Interruption {

    ConnectionCut() {
        this("The connection is cut");
    }

    @Override
    public List<Place> places() {
        return List.of(
                Place.AMONG_THE_ROWS,
                Place.BEFORE_NIFI_KNOWS_THE_END,
                Place.AT_THE_LAST_ROWS,
                Place.AMONG_THE_ROWS);
    }

    @Override
    public int rounds() {
        return 2;
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        String cut;
        do {
            cut =
                    interrupted
                            .reached()
                            .session()
                            .value(
                                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                            + " WHERE "
                                            + TestSession.OF_NIFI);
            if (cut.equals("0")) {
                interrupted.requireUnfinished();
            }
        } while (cut.equals("0"));
    }

    /**
     * Nothing has to be put right, nor told to anybody: what was written ahead of its turn is only
     * written again, over another connection.
     */
    @Override
    public void recover(final InterruptedImport interrupted) {}
}
