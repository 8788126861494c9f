// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.profile.FieldChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The pages as a browser shows them. */
@Tag("slow")
class PagesInBrowserTest {

    private static final String PATH = "/imports/" + SampleJobs.ID;

    private static Optional<Browser> browser;

    @BeforeAll
    static void start() {
        browser = Browser.find();
    }

    @AfterAll
    static void stop() {
        browser.ifPresent(Browser::close);
    }

    @BeforeEach
    void needsABrowser() {
        assumeTrue(browser.isPresent(), Browser.MISSING);
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("pending", page(SampleJobs.pending(), SampleJobs.nothing())),
                Arguments.of("running", page(SampleJobs.running(), SampleJobs.findings(288))),
                Arguments.of("finished", page(SampleJobs.finished(), SampleJobs.nothing())),
                Arguments.of("errors", page(SampleJobs.withErrors(), SampleJobs.findings(300))),
                Arguments.of("failed", page(SampleJobs.failed(), SampleJobs.nothing())),
                Arguments.of("cancelled", page(SampleJobs.cancelled(), SampleJobs.nothing())),
                Arguments.of("cancel", question(SampleJobs.running())),
                Arguments.of("cancel hostile", question(SampleJobs.hostile())),
                Arguments.of("hostile", page(SampleJobs.hostile(), SampleJobs.hostileFindings())),
                Arguments.of("undo", page(SampleJobs.undo(), SampleJobs.keptFields())),
                Arguments.of("running undo", page(SampleJobs.runningUndo(), SampleJobs.nothing())),
                Arguments.of(
                        "cancelled undo", page(SampleJobs.cancelledUndo(), SampleJobs.nothing())),
                Arguments.of("cancel an undo", question(SampleJobs.runningUndo())),
                Arguments.of("undone", page(SampleJobs.withErrors(), SampleJobs.undone())),
                Arguments.of("being undone", page(SampleJobs.finished(), SampleJobs.beingUndone())),
                Arguments.of("undo?", undoQuestion(SampleJobs.withErrors())),
                Arguments.of("undo an undo?", undoQuestion(SampleJobs.undo())),
                Arguments.of("undo hostile?", undoQuestion(SampleJobs.hostile())),
                Arguments.of("list", list()),
                Arguments.of("history", history()),
                Arguments.of(
                        "message",
                        HttpReply.page(
                                404,
                                MessagePage.page(
                                        404,
                                        "No import " + "9".repeat(80),
                                        Optional.of("../imports")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void fitAPhoneAndADesktopAndAskForNothingElse(final String name, final HttpReply page) {
        browser.get().serve(PATH, page);
        for (final int width : new int[] {320, 390, 1280}) {
            final ChromeDriver driver = browser.get().open(PATH, width, "light");
            assertThat(driver.executeScript("return innerWidth")).isEqualTo((long) width);
            assertThat((Long) driver.executeScript("return document.documentElement.scrollWidth"))
                    .as("%s, %d px: what would have to be scrolled sideways", name, width)
                    .isLessThanOrEqualTo(width);
            assertThat(browser.get().requests()).containsOnly(PATH);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void areReadableInLightAndDark(final String name, final HttpReply page) {
        browser.get().serve(PATH, page);
        for (final String scheme : List.of("light", "dark")) {
            final ChromeDriver driver = browser.get().open(PATH, 390, scheme);
            // Contrast as WCAG 2 has it, of every text with what is behind it.
            final Object faint =
                    driver.executeScript(
                            """
                            const luminance = ([r, g, b]) => [r, g, b]
                              .map(v => v / 255)
                              .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                              .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
                            const rgb = text => text.match(/[\\d.]+/g).map(Number);
                            const ground = e => {
                              for (; e; e = e.parentElement) {
                                const c = rgb(getComputedStyle(e).backgroundColor);
                                if (c.length < 4 || c[3] > 0) return c;
                              }
                              return [255, 255, 255];
                            };
                            const found = [];
                            for (const e of document.querySelectorAll('main *')) {
                              const own = [...e.childNodes]
                                .some(n => n.nodeType == 3 && n.textContent.trim());
                              if (!own || e.closest('svg')) continue;
                              const a = luminance(rgb(getComputedStyle(e).color));
                              const b = luminance(ground(e));
                              const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                              if (ratio < 4.5) found.push(e.textContent + ' ' + ratio.toFixed(1));
                            }
                            return found;
                            """);
            assertThat((List<?>) faint).as("%s, %s: too faint", name, scheme).isEmpty();
        }
    }

    @Test
    void aRunningJobsPageFollowsTheJob() {
        browser.get().serve(PATH, page(SampleJobs.running(), SampleJobs.nothing()));
        final ChromeDriver driver = browser.get().open(PATH, 390, "light");
        final WebElement progress = driver.findElement(By.cssSelector("[role=progressbar]"));
        assertThat(progress.getDomAttribute("aria-valuenow")).isEqualTo("38");
        assertThat(driver.findElement(By.className("badge")).getText()).contains("Running");

        browser.get().serve(PATH, page(SampleJobs.finished(), SampleJobs.nothing()));
        await(() -> driver.getTitle().equals("Finished: users.csv"));
        assertThat(driver.findElement(By.className("badge")).getText()).contains("Finished");
        assertThat(driver.findElements(By.cssSelector("meta[http-equiv=refresh]"))).isEmpty();
    }

    @Test
    void showsWhatTheDataSayAndDoesNotRunIt() {
        browser.get().serve(PATH, page(SampleJobs.hostile(), SampleJobs.hostileFindings()));
        final ChromeDriver driver = browser.get().open(PATH, 390, "light");
        assertThat(driver.findElement(By.tagName("h1")).getDomProperty("textContent"))
                .isEqualTo(SampleJobs.HOSTILE_NAME);
        assertThat(driver.getTitle()).contains("<script>").startsWith("Finished with errors");
        assertThat(driver.findElements(By.tagName("script"))).isEmpty();
        assertThat(driver.findElements(By.tagName("img"))).isEmpty();
        assertThat(driver.findElement(By.cssSelector("#errors-table .column")).getText())
                .isEqualTo(SampleJobs.HOSTILE_COLUMN);
    }

    @Test
    void thePolicyLetsNothingInButTheStyle() {
        browser.get().serve(PATH, page(SampleJobs.finished(), SampleJobs.nothing()));
        final ChromeDriver driver = browser.get().open(PATH, 390, "light");
        final Object blocked =
                driver.executeAsyncScript(
                        """
                        const done = arguments[0];
                        const blocked = [];
                        document.addEventListener('securitypolicyviolation',
                            e => blocked.push(e.effectiveDirective));
                        for (const [name, source] of
                            [['img', '/picture.png'], ['script', '/code.js']]) {
                          const e = document.createElement(name);
                          e.src = source;
                          document.body.append(e);
                        }
                        document.body.insertAdjacentHTML('beforeend',
                            '<style>h1 { color: red }</style><p style="color: red">x</p>');
                        fetch('/data').catch(() => {});
                        setTimeout(() => done(blocked.sort()), 300);
                        """);
        assertThat((List<?>) blocked)
                .extracting(Object::toString)
                .containsExactly(
                        "connect-src",
                        "img-src",
                        "script-src-elem",
                        "style-src-attr",
                        "style-src-elem");
        assertThat(browser.get().requests()).containsOnly(PATH);
        assertThat(driver.findElement(By.className("card")).getCssValue("border-top-left-radius"))
                .as("our own style is let in")
                .isEqualTo("12px");
    }

    @Test
    void tellsTheFirstErrorsAndHowManyMoreThereAre() {
        browser.get().serve(PATH, page(SampleJobs.withErrors(), SampleJobs.findings(300)));
        final ChromeDriver driver = browser.get().open(PATH, 1280, "light");
        final List<WebElement> rows = driver.findElements(By.cssSelector("#errors-table tbody tr"));
        assertThat(rows).hasSize(100);
        assertThat(rows.getFirst().getText().replace('\n', ' '))
                .isEqualTo(
                        "2 created \"soon\" is not Unix seconds, such as 1483228800, nor ISO 8601, such as"
                                + " 2017-01-01T00:00:00Z");
        assertThat(driver.findElement(By.id("errors")).getText())
                .contains("Errors (300)")
                .contains("200 more are in the file of rejected rows");
        assertThat(
                        driver.findElements(By.cssSelector(".columns tbody tr")).stream()
                                .map(row -> row.getText().replace('\n', ' '))
                                .toList())
                .containsExactly(
                        "created 129",
                        "userAttributes.age 86",
                        "userAttributes.address.postal code 43",
                        "the row as a whole 42");
    }

    @Test
    void linksLeadWhereTheResourcesAre() {
        browser.get().serve(PATH, page(SampleJobs.withErrors(), SampleJobs.findings(300)));
        final ChromeDriver driver = browser.get().open(PATH, 1280, "light");
        assertThat(paths(driver))
                .containsExactly(
                        "/imports",
                        PATH + "/rejected.csv",
                        PATH + "/undo",
                        PATH + ".json",
                        PATH + "/responses.jsonl");

        browser.get().serve("/imports", list());
        browser.get().open("/imports", 1280, "light");
        assertThat(paths(driver)).contains(PATH, PATH + "/rejected.csv");
    }

    @Test
    void whoMayCancelAJobIsLedToTheQuestion() {
        browser.get().serve(PATH, page(SampleJobs.running(), SampleJobs.nothing()));
        final ChromeDriver driver = browser.get().open(PATH, 1280, "light");
        assertThat(paths(driver)).contains(PATH + "/cancel");

        browser.get().serve(PATH + "/cancel", question(SampleJobs.running()));
        browser.get().open(PATH + "/cancel", 1280, "light");
        assertThat(paths(driver)).as("back").containsExactly(PATH);
        final WebElement form = driver.findElement(By.tagName("form"));
        assertThat(form.getDomProperty("action")).endsWith(PATH + "/cancel");
        assertThat(form.getDomProperty("method")).isEqualTo("post");
        assertThat(form.findElement(By.name("page_token")).getDomProperty("value"))
                .isEqualTo("token");
        assertThat(driver.findElement(By.className("verdict")).getText())
                .startsWith("So far, 481,200 of 1,250,000 rows are done.");
    }

    @Test
    void ofAJobThatHasEndedNothingIsOfferedToBeCancelled() {
        for (final JobStatus job :
                List.of(SampleJobs.finished(), SampleJobs.failed(), SampleJobs.cancelled())) {
            browser.get().serve(PATH, page(job, SampleJobs.nothing()));
            assertThat(paths(browser.get().open(PATH, 1280, "light")))
                    .doesNotContain(PATH + "/cancel");
        }
    }

    @Test
    void whoMayUndoAJobIsLedToTheQuestion() {
        browser.get().serve(PATH + "/undo", undoQuestion(SampleJobs.withErrors()));
        final ChromeDriver driver = browser.get().open(PATH + "/undo", 1280, "light");
        assertThat(paths(driver)).as("back").containsExactly(PATH);
        final WebElement form = driver.findElement(By.tagName("form"));
        assertThat(form.getDomProperty("action")).endsWith(PATH + "/undo");
        assertThat(form.getDomProperty("method")).isEqualTo("post");
        assertThat(driver.findElement(By.tagName("h1")).getText())
                .isEqualTo("Undo the import of crm-export-march.csv?");
        assertThat(driver.findElement(By.className("verdict")).getText())
                .contains(
                        "go back to what they were before this import, which applied 9,612 rows.");
    }

    @Test
    void anImportAndItsUndoLeadToEachOther() {
        browser.get().serve(PATH, page(SampleJobs.withErrors(), SampleJobs.undone()));
        final ChromeDriver driver = browser.get().open(PATH, 1280, "light");
        assertThat(driver.getTitle()).isEqualTo("Undone: crm-export-march.csv");
        assertThat(paths(driver)).contains("/imports/u%2F1").doesNotContain(PATH + "/undo");
        assertThat(driver.findElement(By.tagName("header")).getText())
                .contains("It was undone on 14 Mar 2026, 09:26:58 UTC, by this undo.");

        browser.get().serve(PATH, page(SampleJobs.undo(), SampleJobs.keptFields()));
        browser.get().open(PATH, 1280, "light");
        assertThat(driver.getTitle())
                .isEqualTo("Finished, some stays: Undo of crm-export-march.csv");
        assertThat(paths(driver))
                .containsExactly(
                        "/imports", PATH, PATH + "/rejected.csv", PATH + "/undo", PATH + ".json");
        assertThat(driver.findElement(By.tagName("header")).getText())
                .contains("Undo of crm-export-march.csv")
                .contains("9,114 of 9,117 changes are taken back.");
        assertThat(
                        driver.findElements(By.cssSelector("#errors-table tbody tr")).stream()
                                .map(row -> row.getText().replace('\n', ' '))
                                .toList())
                .containsExactly(
                        "attributes.plan Stays as it is for user u-1007: import evening changed it"
                                + " since",
                        "attributes.address.city Stays as it is for user u-2044: it was changed"
                                + " since",
                        "userId Stays as it is for user u-3071: import evening changed it since");
    }

    @Test
    void theListTellsImportsFromUndos() {
        browser.get().serve("/imports", list());
        final ChromeDriver driver = browser.get().open("/imports", 1280, "light");
        assertThat(
                        driver.findElements(By.cssSelector("#imports tbody tr")).stream()
                                .map(row -> row.getText().replace('\n', ' '))
                                .toList())
                .anyMatch(
                        row ->
                                row.startsWith(
                                        "Undo of crm-export-march.csv ! Finished, some stays"))
                .anyMatch(row -> row.startsWith("crm-export-march.csv ! Finished with errors"));
    }

    @Test
    void theListSaysWhatIsUndoneAndWhatIsNotAnyMore() {
        final JobStatus job = SampleJobs.withId("import", SampleJobs.finished(), null);
        final JobStatus undo = SampleJobs.withId("undo", SampleJobs.finished(), "import");
        final JobStatus running = SampleJobs.withId("redo", SampleJobs.running(), "undo");
        final JobStatus redo = SampleJobs.withId("redo", SampleJobs.finished(), "undo");
        final JobStatus failed = SampleJobs.withId("failed", SampleJobs.failed(), "import");
        assertThat(states(List.of(undo, job))).containsExactly("✓ Finished", "↩ Undone");
        assertThat(states(List.of(running, undo, job)))
                .containsExactly("▶ Running 38 %", "↩ Being undone", "↩ Undone");
        assertThat(states(List.of(redo, undo, job)))
                .containsExactly("✓ Finished", "↩ Undone", "✓ Finished");
        assertThat(states(List.of(failed, job))).containsExactly("✕ Failed", "✓ Finished");
    }

    private static List<String> states(final List<JobStatus> jobs) {
        browser.get().serve("/imports", list(jobs));
        return browser
                .get()
                .open("/imports", 1280, "light")
                .findElements(By.cssSelector("#imports .state"))
                .stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void chartsAreSaidInWordsToo() {
        browser.get().serve(PATH, page(SampleJobs.withErrors(), SampleJobs.findings(300)));
        final ChromeDriver driver = browser.get().open(PATH, 1280, "light");
        assertThat(
                        driver.findElement(By.cssSelector("#rows svg.bar"))
                                .getDomAttribute("aria-label"))
                .isEqualTo("Rows: 9,612 applied, 300 rejected, 88 skipped");
        assertThat(driver.findElement(By.cssSelector("#rows .legend")).getText())
                .contains("9,612")
                .contains("96.1 %");
        // Its width is its share, but for the little that makes the smallest visible.
        assertThat(
                        Double.parseDouble(
                                driver.findElement(By.cssSelector("#rows .fill-rejected"))
                                        .getDomAttribute("width")))
                .isBetween(30.0, 37.0);
    }

    private static List<String> paths(final ChromeDriver driver) {
        final Object paths =
                driver.executeScript("return [...document.links].map(link => link.pathname)");
        return ((List<?>) paths).stream().map(Object::toString).toList();
    }

    private static void await(final BooleanSupplier condition) {
        final Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("the page does not refresh").isBefore(end);
            try {
                Thread.sleep(100);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static HttpReply page(final JobStatus job, final JobFindings findings) {
        return HttpReply.page(200, new JobPage(job, findings, SampleJobs.NOW, true, true).page());
    }

    private static HttpReply question(final JobStatus job) {
        return HttpReply.page(200, CancelPage.page(job, "page_token", "token"));
    }

    private static HttpReply undoQuestion(final JobStatus job) {
        return HttpReply.page(200, UndoPage.page(job, "page_token", "token"));
    }

    private static HttpReply history() {
        final ChangingJob job =
                new ChangingJob("j1", SampleJobs.HOSTILE_NAME, ChangingJob.Kind.IMPORT);
        return HttpReply.page(
                200,
                UserHistoryPage.page(
                        new UserHistory(
                                "u" + "1".repeat(80),
                                "anna@example.com",
                                true,
                                SampleJobs.NOW,
                                List.of(
                                        new HistoryChange(
                                                SampleJobs.NOW,
                                                job,
                                                List.of(
                                                        new FieldChange(
                                                                "attributes.plan", "free", "pro"),
                                                        new FieldChange(
                                                                "attributes." + "n".repeat(90),
                                                                null,
                                                                List.of("x".repeat(3_000))),
                                                        new FieldChange(
                                                                "tags", List.of("a"), null)),
                                                12,
                                                true),
                                        new HistoryChange(
                                                SampleJobs.NOW,
                                                new ChangingJob(
                                                        "j2", "users.csv", ChangingJob.Kind.UNDO),
                                                List.of(new FieldChange("userId", null, "u1")),
                                                0,
                                                false),
                                        new HistoryChange(
                                                SampleJobs.NOW,
                                                null,
                                                List.of(new FieldChange("city", "Ulm", "Köln")),
                                                0,
                                                false)),
                                SampleJobs.NOW)));
    }

    private static HttpReply list() {
        final List<JobStatus> jobs =
                new ArrayList<>(
                        List.of(
                                SampleJobs.pending(),
                                SampleJobs.running(),
                                SampleJobs.finished(),
                                SampleJobs.withErrors(),
                                SampleJobs.failed(),
                                SampleJobs.cancelled(),
                                SampleJobs.undo(),
                                SampleJobs.hostile()));
        jobs.addAll(Collections.nCopies(3, SampleJobs.finished()));
        return list(jobs);
    }

    private static HttpReply list(final List<JobStatus> jobs) {
        return HttpReply.page(
                200,
                new JobListPage(jobs, ImportLinks.fromList("imports/"), SampleJobs.NOW).page());
    }
}
