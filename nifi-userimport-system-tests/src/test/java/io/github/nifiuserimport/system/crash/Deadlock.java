// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.sql.Array;
import java.util.List;

/**
 * Another session locks the last user of a batch, and, while the batch waits for that one, asks for
 * those that the batch has locked. PostgreSQL ends the transaction that has waited a second: the
 * import's, as the other is set to be patient.
 */
record Deadlock(String name) implements Interruption {

    private static final String LOCK_LAST =
            """
            SELECT user_id FROM userimport.user_profile
             WHERE id = (SELECT max(id) FROM userimport.user_profile WHERE user_id = ANY (?))
               FOR UPDATE
            """;

    private static final String LOCK_ALL =
            """
            SELECT count(*) FROM (
                SELECT id FROM userimport.user_profile WHERE user_id = ANY (?)
                 ORDER BY id FOR UPDATE) AS locked
            """;

    private static final String WAITS_FOR_US =
            "SELECT count(*) FROM pg_locks"
                    + " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))";

    Deadlock() {
        this("A deadlock with another session");
    }

    @Override
    public List<Place> places() {
        return List.of(Place.AMONG_KNOWN_USERS);
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        try (TestSession rival = TestSession.open(interrupted.postgres())) {
            rival.execute("SET deadlock_timeout = '10min'");
            final long rows = ImportProgress.in(rival).orElseThrow().rows();
            final long batch = rows / CrashFile.BATCH + 3;
            final Array users = rival.texts(CrashFile.usersOfBatch(batch));
            rival.begin();
            rival.execute("SET LOCAL lock_timeout = '30s'");
            rival.value(LOCK_LAST, users);
            while (rival.value(WAITS_FOR_US).equals("0")) {
                interrupted.requireUnfinished();
            }
            rival.value(LOCK_ALL, users);
        }
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        interrupted.awaitCutOff("deadlock detected");
    }
}
