// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is under {@code /imports}, for programs and for people with a browser. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class StatusResourcesIT {

    private static LeanplumFlow leanplum;
    private static DashlyFlow dashly;
    private static Job job;

    @BeforeAll
    static void importAFile(final LeanplumFlow first, final DashlyFlow second) {
        leanplum = first;
        dashly = second;
        job = dashly.imported("status.csv", "$user_id;$name\n6001;A\n;B\n6002;<b>C</b>;D\n");
    }

    @Test
    void aJobIsJson() {
        final ApiResponse answer = dashly.client().get("/imports/" + job.id() + ".json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        final JsonNode json = answer.json();
        assertThat(json.path("state").asText()).isEqualTo("FINISHED");
        assertThat(answer.body())
                .contains(job.id())
                .contains("rejected.csv")
                .contains("status.csv");
    }

    @Test
    void aJobIsAPage() {
        final ApiResponse answer = dashly.api().browser().get("/imports/" + job.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.body())
                .startsWith("<!DOCTYPE html>")
                .contains("status.csv")
                .doesNotContain("<b>C</b>")
                .doesNotContain(dashly.api().key());
    }

    @Test
    void rejectedRowsAreAFileThatCanBeCorrectedAndImported() {
        final ApiResponse answer = dashly.client().get("/imports/" + job.id() + "/rejected.csv");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/csv");
        assertThat(answer.header("content-disposition")).contains("status.rejected.csv");
        assertThat(answer.body().lines()).hasSize(3);
        final String corrected =
                answer.body().lines().filter(line -> !line.contains("<b>")).toList().stream()
                        .map(line -> line.replaceFirst("^;B", "6003;B"))
                        .reduce("", (all, line) -> all + line + "\n");
        assertThat(dashly.imported("status.rejected.csv", corrected).outcome())
                .as(corrected)
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(dashly.api().database().attributes(dashly.api().app(), "6003"))
                .contains(Database.json("{\"$name\":\"B\"}"));
    }

    @Test
    void theLatestJobsAreAList() {
        final Job newer = dashly.imported("newer.csv", "$user_id\n6004\n");
        final String json = dashly.client().get("/imports").body();
        final ApiResponse page = dashly.api().browser().get("/imports");

        assertThat(dashly.client().get("/imports.json").json()).isEqualTo(Database.json(json));
        assertThat(json.indexOf(newer.id()))
                .as("the newer one is first")
                .isPositive()
                .isLessThan(json.indexOf(job.id()));
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body()).contains("newer.csv").contains("imports/" + newer.id());
    }

    @Test
    void theListHoldsNoOtherAppsJobs() {
        final Job other = leanplum.imported("of-another-app.csv", "userId\n7001\n");

        assertThat(dashly.client().get("/imports.json").body()).doesNotContain(other.id());
        assertThat(leanplum.api().browser().get("/imports").body()).contains(other.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".json", "/rejected.csv", "/responses.jsonl"})
    void anotherAppsJobIsUnknown(final String what) {
        final ApiResponse answer = leanplum.api().browser().get("/imports/" + job.id() + what);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("status.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/imports/no-such",
                "/imports/no-such.json",
                "/imports/no-such/rejected.csv",
                "/imports/a/b/c",
                "/imports/%00",
                "/imports/..%2F..%2Fetc"
            })
    void whatIsNotThereIsUnknown(final String path) {
        assertThat(dashly.client().get(path).status()).isBetween(400, 404);
    }

    @Test
    void browsersAreAskedForUserAndPassword() {
        final ApiResponse answer = dashly.api().anybody().browser().get("/imports/" + job.id());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Basic realm=\"User imports\"");

        assertThat(
                        dashly.api()
                                .anybody()
                                .browser()
                                .loggedIn(dashly.api().app(), "wrong")
                                .get("/imports")
                                .status())
                .isEqualTo(401);
    }

    @Test
    void theKeyMayBeAnArgument() {
        assertThat(
                        leanplum.api()
                                .anybody()
                                .get(
                                        "/imports.json?appId="
                                                + leanplum.api().app()
                                                + "&clientKey="
                                                + leanplum.api().key())
                                .status())
                .isEqualTo(200);
        assertThat(leanplum.api().anybody().get("/imports.json?appId=x&clientKey=y").status())
                .isEqualTo(403);
    }
}
