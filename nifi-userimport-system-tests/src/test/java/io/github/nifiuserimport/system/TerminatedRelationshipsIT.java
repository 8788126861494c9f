// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.VerificationResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A flow drawn by hand, by somebody who does what NiFi says of each relationship that leads
 * nowhere: terminate it. The database is away when the file comes.
 */
@ExtendWith(SharedSystem.class)
class TerminatedRelationshipsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SERVICES = "io.github.nifiuserimport.services.";

    @Test
    void aFileIsKeptAndImportedOnceWhenTheDatabaseIsBack(final TestSystem system) {
        final NifiClient nifi = system.client();
        try (LocalPostgres postgres =
                LocalPostgres.in(system.newFolder("postgres of terminated")).start()) {
            final Database database = new Database(postgres);
            final String group =
                    nifi.groups().create(nifi.groups().root(), "terminated", Position.ORIGIN);
            final String pool =
                    nifi.services()
                            .create(
                                    group,
                                    SERVICES + "PostgreSQLConnectionPool",
                                    "pool",
                                    Map.of(
                                            "Database Connection URL", postgres.jdbcUrl(),
                                            "Database User", postgres.user(),
                                            "Password", postgres.password(),
                                            "Max Wait Time", "1 sec"));
            nifi.services().enable(pool);
            final String store =
                    nifi.services()
                            .create(
                                    group,
                                    SERVICES + "PostgreSQLUserStore",
                                    "store",
                                    Map.of("Database Connection Pooling Service", pool));
            nifi.services().enable(store);
            final String source =
                    nifi.processors()
                            .create(
                                    group,
                                    "org.apache.nifi.processors.standard.GenerateFlowFile",
                                    "Text",
                                    Position.ORIGIN,
                                    new ProcessorConfig()
                                            .property(
                                                    "generate-ff-custom-text",
                                                    "userId,totalSessions\nkept,1\n,2\n"));
            final String put =
                    nifi.processors()
                            .create(
                                    group,
                                    "io.github.nifiuserimport.processors.PutUserImport",
                                    "Import",
                                    new Position(0, 200),
                                    new ProcessorConfig()
                                            .property("User Store", store)
                                            .property("App ID", "terminated")
                                            .penalty("1 sec")
                                            .terminate(
                                                    "success",
                                                    "rejected rows",
                                                    "unprocessed",
                                                    "summary",
                                                    "retry",
                                                    "failure"));
            nifi.connections().create(group, source, put, "success");

            assertThat(nifi.processors().verify(put, Map.of(), Map.of()))
                    .extracting(VerificationResult::explanation)
                    .anyMatch(
                            said ->
                                    said.startsWith(
                                            "Warning: \"retry\" is terminated automatically, which"
                                                    + " would lose files"));

            postgres.stop();
            final long before =
                    nifi.bulletins().after(0).stream().mapToLong(Bulletin::id).max().orElse(0);
            nifi.processors().runOnce(source);
            nifi.processors().start(put);
            Await.until(
                    TIMEOUT,
                    () -> "the file was tried three times",
                    () ->
                            nifi.bulletins().after(before).stream()
                                            .filter(
                                                    each ->
                                                            each.message()
                                                                    .contains(
                                                                            "the next try continues it"))
                                            .count()
                                    >= 3);
            Await.until(TIMEOUT, () -> "it waits", () -> nifi.queues().count(group) == 1);

            postgres.start();
            Await.until(
                    TIMEOUT,
                    () -> "it is imported: " + database.jobs("terminated"),
                    () -> nifi.queues().count(group) == 0);
            assertThat(database.jobs("terminated"))
                    .extracting(Job::outcome)
                    .containsExactly(
                            "FINISHED: 2 rows, 1 applied, 1 rejected; 1 created, 0 updated,"
                                    + " 0 unchanged");
            assertThat(
                            database.count(
                                    "SELECT count(*) FROM userimport.import_row_error e JOIN"
                                            + " userimport.import_job j ON j.id = e.job_id WHERE"
                                            + " j.app_id = ?",
                                    "terminated"))
                    .isEqualTo(1);
            nifi.groups().stop(group);
        }
    }
}
