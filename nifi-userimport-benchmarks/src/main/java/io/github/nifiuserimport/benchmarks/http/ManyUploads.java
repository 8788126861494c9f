// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Database;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Two hundred uploads at once, alone and beside slow ones. */
final class ManyUploads {

    private static final int UPLOADS = 200;
    private static final int ROWS = 100;
    private static final int SLOW = 64;
    private static final int ROUNDS_AT_LEAST = 5;
    private static final Duration REST_TIMEOUT = Duration.ofMinutes(10);

    /** What the server has to do with meanwhile. */
    private enum Beside {
        NOTHING("alone"),
        SLOW_WITH_KEY("beside " + SLOW + " slow uploads with a key"),
        SLOW_WITHOUT_KEY("beside " + SLOW + " slow uploads without a key");

        private final String label;

        Beside(final String label) {
            this.label = label;
        }
    }

    /** What came of all uploads of a kind. */
    private static final class Tally {
        private final Sample taken = new Sample();
        private int sent;
        private int slowEnded;
        private int notTaken;

        /** The reason of the first is told; the others have the same for the most part. */
        private void notTaken(final String reason) {
            if (notTaken++ == 0) {
                Progress.say("not taken: %s", reason);
            }
        }

        private boolean allTaken() {
            return taken.size() == sent;
        }
    }

    private final ApiFlow api;
    private final ApiClient client;
    private final Database database;
    private final NewUsers users;
    private final Map<Beside, Tally> tallies = new EnumMap<>(Beside.class);
    private int files;

    ManyUploads(
            final ApiFlow api,
            final ApiClient client,
            final Database database,
            final NewUsers users) {
        this.api = api;
        this.client = client;
        this.database = database;
        this.users = users;
    }

    void measure(final int rounds, final Figures figures)
            throws IOException, InterruptedException, SQLException {
        sendAll("warm-up", new Tally());
        awaitRest();
        for (int round = 0; round < Math.max(ROUNDS_AT_LEAST, rounds); round++) {
            for (final Beside beside : Beside.values()) {
                final Tally tally = tallies.computeIfAbsent(beside, kind -> new Tally());
                // Who has had no answer once would wait in vain again.
                if (tally.allTaken()) {
                    sendAll(beside, tally);
                    awaitRest();
                }
            }
        }
        report(figures);
    }

    private void sendAll(final Beside beside, final Tally tally)
            throws IOException, InterruptedException {
        if (beside == Beside.NOTHING) {
            sendAll("many", tally);
            return;
        }
        final Optional<String> key =
                beside == Beside.SLOW_WITH_KEY ? Optional.of(api.key()) : Optional.empty();
        try (SlowUploads slow = new SlowUploads(api.port(), SLOW, key)) {
            // All of them are under way by then.
            Thread.sleep(3000);
            sendAll("many", tally);
            tally.slowEnded += slow.ended();
        }
    }

    private void sendAll(final String name, final Tally tally) {
        final List<byte[]> bodies = new ArrayList<>();
        for (int upload = 0; upload < UPLOADS; upload++) {
            bodies.add(UploadBody.of(name + "-" + files++ + ".csv", users.file(ROWS)));
        }
        final List<CompletableFuture<ApiClient.Answer>> answers =
                bodies.stream().map(client::upload).toList();
        for (final CompletableFuture<ApiClient.Answer> coming : answers) {
            tally.sent++;
            try {
                final ApiClient.Answer answer = coming.join();
                if (answer.isGood()) {
                    tally.taken.add(answer.millis());
                } else {
                    tally.notTaken(answer.toString());
                }
            } catch (final CompletionException unanswered) {
                tally.notTaken(unanswered.getMessage());
            }
        }
    }

    /**
     * Waits until all that was taken is imported, also of who had no answer, and the next upload is
     * answered.
     */
    private void awaitRest() throws IOException, InterruptedException, SQLException {
        final long start = System.nanoTime();
        while (true) {
            try {
                client.awaitFinished(
                        client.upload(UploadBody.of("rest.csv", users.file(1))).join().job(),
                        ApiClient.TIMEOUT);
                if (database.number(
                                "SELECT count(*) FROM userimport.import_job"
                                        + " WHERE state IN ('PENDING', 'RUNNING')")
                        == 0) {
                    return;
                }
            } catch (final CompletionException | IllegalStateException notYet) {
                // The server is still at what came before.
            }
            if (System.nanoTime() - start > REST_TIMEOUT.toNanos()) {
                throw new IOException("The flow does not come to rest");
            }
            Thread.sleep(500);
        }
    }

    private void report(final Figures figures) throws SQLException {
        final Tally alone = tallies.get(Beside.NOTHING);
        tallies.forEach(
                (beside, tally) -> {
                    final String label =
                            Text.format("%d uploads at once, %s", UPLOADS, beside.label);
                    figures.add(
                            label + ": taken, of all sent",
                            Text.format("%,d of %,d", tally.taken.size(), tally.sent));
                    if (tally.taken.size() > 0) {
                        figures.add(
                                label + ": answered, ms, p50 / p99",
                                number(tally.taken.percentile(50), 0)
                                        + " / "
                                        + number(tally.taken.percentile(99), 0));
                    }
                    if (tally != alone) {
                        figures.add(
                                label + ": p99, times that of alone",
                                tally.allTaken()
                                        ? number(
                                                tally.taken.percentile(99)
                                                        / alone.taken.percentile(99),
                                                2)
                                        : "–");
                        figures.add(
                                label + ": slow ones ended by the server",
                                number(tally.slowEnded, 0));
                    }
                });
        figures.add(
                "Jobs of all these uploads: `FINISHED`, of all",
                Text.format(
                        "%,d of %,d",
                        count("count(*) FILTER (WHERE state = 'FINISHED')"), count("count(*)")));
        figures.add(
                "Uploads that have two jobs, users that were imported twice",
                Text.format(
                        "%,d, %,d",
                        count("count(*) - count(DISTINCT file_name)"),
                        database.number(
                                "SELECT coalesce(sum(users_updated + users_unchanged), 0)"
                                        + " FROM userimport.import_part JOIN userimport.import_job"
                                        + " ON id = job_id WHERE file_name LIKE 'many-%'")));
    }

    private long count(final String what) throws SQLException {
        return database.number(
                "SELECT " + what + " FROM userimport.import_job WHERE file_name LIKE 'many-%'");
    }
}
