// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * A headless Chromium of this machine, and a server on loopback whose pages it looks at. Nothing is
 * downloaded.
 */
public final class Browser implements AutoCloseable {

    public static final String MISSING =
            "Skipped: no Chromium with its chromedriver is on the PATH (on Debian: apt-get install"
                    + " chromium chromium-driver)";

    private final Map<String, HttpReply> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ChromeDriver driver;

    private Browser(final Path chromium, final Path chromedriver) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        final ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-proxy-server",
                // Whatever a page asks for elsewhere does not leave this machine.
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
        driver =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(chromedriver.toFile())
                                .build(),
                        options,
                        ClientConfig.defaultConfig().readTimeout(Duration.ofMinutes(1)));
    }

    /** A browser, or nothing where none is installed. */
    public static Optional<Browser> find() {
        final Optional<Path> chromium =
                Stream.of("chromium", "chromium-browser", "google-chrome")
                        .flatMap(name -> onPath(name).stream())
                        .findFirst();
        final Optional<Path> driver = onPath("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Browser(chromium.get(), driver.get()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(final String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What the server answers at a path from now on. */
    public void serve(final String path, final HttpReply reply) {
        pages.put(path, reply);
    }

    /**
     * Opens a page in a window of that width.
     *
     * @param scheme light or dark
     */
    ChromeDriver open(final String path, final int width, final String scheme) {
        requests.clear();
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        844,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 500));
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.get("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return driver;
    }

    /**
     * Opens one of its pages as a site's of another name.
     *
     * @param host another name of this machine
     */
    public ChromeDriver openAt(final String host, final String path) {
        driver.get("http://" + host + ":" + server.getAddress().getPort() + path);
        return driver;
    }

    /** Opens what somebody else serves. */
    public ChromeDriver openUrl(final String url) {
        driver.get(url);
        return driver;
    }

    public Map<String, Object> cdp(final String command, final Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    /** Paths asked for since the page was opened. */
    List<String> requests() {
        return requests;
    }

    private void answer(final HttpExchange exchange) throws IOException {
        final String path = exchange.getRequestURI().getRawPath();
        requests.add(path);
        final HttpReply reply = pages.get(path);
        try (exchange) {
            if (reply == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            final ByteArrayOutputStream body = new ByteArrayOutputStream();
            reply.body().write(body);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", reply.mimeType());
            exchange.sendResponseHeaders(reply.status(), body.size());
            body.writeTo(exchange.getResponseBody());
        } catch (final StoreException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        server.stop(0);
    }
}
