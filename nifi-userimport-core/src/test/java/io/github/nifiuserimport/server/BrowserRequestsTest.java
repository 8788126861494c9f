// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.Browser;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Pages of others, looked at by somebody who is logged in here, import nothing. */
@Tag("slow")
class BrowserRequestsTest {

    /** Another port is another origin of the same site; localhost is another site altogether. */
    private static final String OTHER_ORIGIN = "127.0.0.1";

    private static final String OTHER_SITE = "localhost";

    private static final String MULTI =
            "/api?action=multi&apiVersion=1.0.6&createJob=true&gcsBucket=bucket&file=users.csv";

    private static final String FILE_FIELDS =
            "<input name=app value='$self_app'><input name=delimiter value=','>"
                    + "<textarea name=file>$user_id\nevil</textarea>";

    /** A page that has the browser send something, and says so in its title once it is answered. */
    private static final String PAGE =
            """
            <!DOCTYPE html><title>asking</title>
            <form id=form method=post action='URL/users/import'>FIELDS</form>
            <form id=parts method=post enctype='multipart/form-data' action='URL/users/import'>FIELDS</form>
            <form id=get action='URL/api'>
              <input name=action value=multi><input name=apiVersion value=1.0.6>
              <input name=createJob value=true><input name=gcsBucket value=bucket>
              <input name=file value=users.csv></form>
            <form id=cancel method=post action='URL/imports/job/cancel'>
              <input name=page_token value=x></form>
            <a id=link href='URLMULTI'>click</a>
            <a id=list href='URL/imports'>click</a>
            <script>
              const answered = () => document.title = 'answered';
              const image = () => {
                const i = new Image(); i.onload = i.onerror = answered; i.src = 'URLMULTI';
              };
              const ask = (headers, mode) => fetch('URL/users/import', {
                method: 'POST', mode: mode, credentials: 'include', headers: headers,
                body: new FormData(document.getElementById('parts'))}).then(answered, answered);
            </script>
            """;

    private static Optional<Browser> browser;
    private ServerFixture server;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.find();
    }

    @AfterAll
    static void stopBrowser() {
        browser.ifPresent(Browser::close);
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(browser.isPresent(), Browser.MISSING);
        server = ServerFixture.start();
        browser.get()
                .serve(
                        "/evil",
                        HttpReply.text(
                                HttpReply.HTML,
                                output ->
                                        output.write(
                                                PAGE.replace("FIELDS", FILE_FIELDS)
                                                        .replace("MULTI", MULTI)
                                                        .replace("URL", url(""))
                                                        .getBytes(StandardCharsets.UTF_8))));
        final ChromeDriver driver =
                browser.get().openUrl(url("/imports").replace("//", "//other:other@"));
        assertThat(driver.getTitle()).contains("User imports");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String url(final String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private void importedNothing() {
        assertThat(server.receiver.begun).hasValue(0);
        assertThat(server.receiver.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "parts", "get"})
    void aFormImportsNothing(final String form) {
        for (final String host : new String[] {OTHER_ORIGIN, OTHER_SITE}) {
            final ChromeDriver driver = browser.get().openAt(host, "/evil");
            driver.executeScript("document.getElementById('" + form + "').submit()");
            left(driver);

            assertThat(driver.getPageSource())
                    .containsAnyOf("HTTP Basic only asks", "token is missing", "appId");
            importedNothing();
        }
    }

    @Test
    void aLinkImportsNothingThoughItIsLoggedIn() {
        for (final String host : new String[] {OTHER_ORIGIN, OTHER_SITE}) {
            ChromeDriver driver = browser.get().openAt(host, "/evil");
            driver.findElement(By.id("link")).click();
            left(driver);
            importedNothing();

            driver = browser.get().openAt(host, "/evil");
            driver.findElement(By.id("list")).click();
            left(driver);
            assertThat(driver.getTitle()).as("the login goes along").contains("User imports");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image()",
                "ask({}, 'no-cors')",
                "ask({}, 'cors')",
                "ask({'X-Page-Token': 'x'}, 'cors')",
                "ask({'Sec-Fetch-Site': 'same-origin', 'Origin': 'URL'}, 'no-cors')",
            })
    void aScriptImportsNothing(final String script) {
        for (final String host : new String[] {OTHER_ORIGIN, OTHER_SITE}) {
            final ChromeDriver driver = browser.get().openAt(host, "/evil");
            driver.executeScript(script.replace("URL", url("")));
            await(() -> driver.getTitle().equals("answered"));

            importedNothing();
        }
    }

    @Test
    void aFormCancelsNothing() throws Exception {
        server.store.register(new NewJob("job", "other", null, "users.csv", 12, 1), "request");
        for (final String host : new String[] {OTHER_ORIGIN, OTHER_SITE}) {
            final ChromeDriver driver = browser.get().openAt(host, "/evil");
            driver.executeScript("document.getElementById('cancel').submit()");
            left(driver);

            assertThat(driver.getPageSource())
                    .containsAnyOf("HTTP Basic only asks", "The key is missing");
            assertThat(state()).isEqualTo(JobState.PENDING);
        }
    }

    @Test
    void ourOwnPageCancelsBehindAQuestion() throws Exception {
        server.store.register(new NewJob("job", "other", null, "users.csv", 12, 1), "request");
        final ChromeDriver driver = browser.get().openUrl(url("/imports/job"));
        driver.findElement(By.partialLinkText("Cancel this import")).click();
        await(() -> driver.getTitle().equals("Cancel the import of users.csv?"));
        assertThat(state()).isEqualTo(JobState.PENDING);
        driver.findElement(By.linkText("No, let it go on")).click();
        await(() -> driver.getTitle().equals("Waiting: users.csv"));

        driver.findElement(By.partialLinkText("Cancel this import")).click();
        await(() -> driver.getTitle().equals("Cancel the import of users.csv?"));
        driver.findElement(By.tagName("button")).click();
        await(() -> driver.getTitle().equals("Cancelled: users.csv"));
        assertThat(driver.getCurrentUrl()).endsWith("/imports/job");
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    private JobState state() throws StoreException {
        return server.store.status("job").orElseThrow().state();
    }

    @Test
    void ourOwnPageImportsByItsToken() {
        // What a script of ours will be allowed one day; none is there yet.
        browser.get().cdp("Page.enable", Map.of());
        browser.get().cdp("Page.setBypassCSP", Map.of("enabled", true));
        final ChromeDriver driver = browser.get().openUrl(url("/imports"));
        assertThat(
                        own(
                                driver,
                                "'X-Page-Token': document.querySelector('meta[name=page-token]').content"))
                .startsWith("200");
        assertThat(server.receiver.received).hasSize(1);
        // Last, since a browser forgets a login that is refused.
        assertThat(own(driver, "")).startsWith("401").contains("HTTP Basic only asks");
        assertThat(server.receiver.received).hasSize(1);
    }

    private static String own(final ChromeDriver driver, final String headers) {
        return (String)
                driver.executeAsyncScript(
                        Text.format(
                                """
                        const done = arguments[0];
                        const data = new FormData();
                        data.append('app', '$self_app');
                        data.append('delimiter', ',');
                        data.append('file', new Blob(['$user_id\\nours']), 'ours.csv');
                        fetch('/users/import', {method: 'POST', headers: {%s}, body: data})
                          .then(answer => answer.text().then(text => done(answer.status + text)), failed => done(failed.message));
                        """,
                                headers));
    }

    /** Waits until another page is there. */
    private static void left(final ChromeDriver driver) {
        await(() -> !driver.getCurrentUrl().endsWith("/evil"));
    }

    private static void await(final BooleanSupplier condition) {
        final long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
            Thread.onSpinWait();
        }
    }
}
