// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an import does to users, it locks them in the order of their ids. */
@Timeout(120)
@Tag("slow")
class LockOrderTest {

    private static final int USERS = 500;
    private static final int IMPORTS = 15;
    private static final String SETS = "userId,userAttributes.n";
    private static final String ADDS = "userId,userAttributeValuesToIncrement.visits";

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void importsThatSetAndImportsThatAddDoNotDeadlock() throws Exception {
        final StringBuilder users = new StringBuilder(SETS).append('\n');
        for (int user = USERS; user > 0; user--) {
            users.append(Text.format("u%03d,0\n", user));
        }
        // The table's own ids have the opposite order.
        importFile("users", users.toString(), 1);
        final long before = deadlocks();

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final List<Future<?>> both =
                    List.of(
                            threads.submit(() -> imports("sets", SETS)),
                            threads.submit(() -> imports("adds", ADDS)));
            for (final Future<?> each : both) {
                each.get();
            }
        }

        assertThat(
                        fixture.query(
                                "SELECT DISTINCT attributes ->> 'visits' FROM userimport.user_profile"))
                .containsExactly("" + IMPORTS);
        assertThat(deadlocks()).isEqualTo(before);
    }

    private Void imports(final String name, final String header) throws Exception {
        for (int n = 1; n <= IMPORTS; n++) {
            final StringBuilder file = new StringBuilder(header).append('\n');
            for (int user = 1; user <= USERS; user++) {
                file.append(Text.format("u%03d,%d\n", user, header.equals(SETS) ? n : 1));
            }
            importFile(name + n, file.toString(), USERS);
        }
        return null;
    }

    private void importFile(final String job, final String file, final int batch) throws Exception {
        EveryKind.run(
                store,
                new NewJob(job, "app", null, "users.csv", file.length(), 1),
                0,
                file,
                Layouts.of(LayoutSettings.DEFAULTS),
                batch,
                counts -> {});
    }

    private long deadlocks() throws Exception {
        return Long.parseLong(
                fixture.query(
                                "SELECT deadlocks FROM pg_stat_database"
                                        + " WHERE datname = current_database()")
                        .getFirst());
    }
}
