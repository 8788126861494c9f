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

/** The page of a job all of whose rows were rejected, as a browser gets it. */
final class ErrorsPage {

    private static final int ROWS = 1_000_000;
    private static final int VIEWS = 20;
    private static final int VIEWS_TO_WARM_UP = 5;
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(10);

    /**
     * Faults of several kinds: no key, a placeholder, what a spreadsheet makes of one, a cell more.
     */
    private static final String[] FAULTY = {",a\n", "null,b\n", "1.23457E+17,c\n", "u,d,e\n"};

    private ErrorsPage() {}

    static void measure(final ApiClient client, final Database database, final Figures figures)
            throws IOException, InterruptedException, SQLException {
        final StringBuilder csv = new StringBuilder("$user_id,$name\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append(FAULTY[row % FAULTY.length]);
        }
        final long start = System.nanoTime();
        final String job = client.upload(UploadBody.of("faulty.csv", csv.toString())).join().job();
        client.awaitFinished(job, IMPORT_TIMEOUT);
        Progress.say("imported in %.0f s", (System.nanoTime() - start) / 1e9);
        final long errors =
                database.number(
                        "SELECT count(*) FROM userimport.import_row_error WHERE job_id = '"
                                + job
                                + "'");
        if (errors != ROWS) {
            throw new IllegalStateException("There are " + errors + " row errors, not " + ROWS);
        }
        // As the server does by itself before long.
        database.execute("VACUUM ANALYZE");
        final Sample millis = new Sample();
        for (int view = 0; view < VIEWS_TO_WARM_UP + VIEWS; view++) {
            final ApiClient.Answer page = client.get("/imports/" + job).join();
            if (!page.isGood() || !page.body().contains("</html>")) {
                throw new IllegalStateException("No page: " + page);
            }
            if (view >= VIEWS_TO_WARM_UP) {
                millis.add(page.millis());
            }
        }
        figures.add(
                Text.format(
                        "Page of a job with %,d row errors: ms a view, median of %d", ROWS, VIEWS),
                number(millis.median(), 1));
    }
}
