// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;
import java.util.function.Consumer;

/** PostgreSQL ends in some way, and is started again when the import has noticed it. */
record DatabaseDown(String name, Consumer<LocalPostgres> end) implements Interruption {

    static DatabaseDown killed() {
        return new DatabaseDown("PostgreSQL is killed", LocalPostgres::kill);
    }

    static DatabaseDown stopped() {
        return new DatabaseDown("PostgreSQL is stopped", LocalPostgres::stop);
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
        end.accept(interrupted.postgres());
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.awaitCutOff("database");
        interrupted.postgres().start();
    }
}
