// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** An ordinary HTTP client that calls one address. Headers it is given go with every call. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpClient http;
    private final URI base;
    private final Map<String, String> headers;

    private ApiClient(final HttpClient http, final URI base, final Map<String, String> headers) {
        this.http = http;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    static ApiClient of(final URI base) {
        return new ApiClient(HTTP, base, Map.of());
    }

    /** The same, from another address of this machine. */
    ApiClient from(final InetAddress address) {
        return new ApiClient(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(address)
                        .build(),
                base,
                headers);
    }

    /** The same, with one more header. */
    ApiClient with(final String header, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(http, base, more);
    }

    /** The same, logged in as a browser does it. */
    ApiClient loggedIn(final String user, final String password) {
        return with(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** The same, as something that shows pages. */
    ApiClient browser() {
        return with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    ApiResponse get(final String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    ApiResponse get(final String path, final Map<String, String> arguments) {
        return get(path + "?" + encoded(arguments));
    }

    ApiResponse form(final String path, final Map<String, String> arguments) {
        return with("Content-Type", "application/x-www-form-urlencoded")
                .call("POST", path, BodyPublishers.ofString(encoded(arguments)));
    }

    ApiResponse json(final String path, final String body) {
        return with("Content-Type", "application/json")
                .call("POST", path, BodyPublishers.ofString(body));
    }

    ApiResponse multipart(final String path, final Multipart body) {
        return await(multipartLater(path, body));
    }

    /** Sends without waiting for the answer. */
    CompletableFuture<ApiResponse> multipartLater(final String path, final Multipart body) {
        return with("Content-Type", Multipart.type())
                .callLater("POST", path, BodyPublishers.ofByteArray(body.bytes()));
    }

    CompletableFuture<ApiResponse> getLater(
            final String path, final Map<String, String> arguments) {
        return callLater("GET", path + "?" + encoded(arguments), BodyPublishers.noBody());
    }

    ApiResponse call(final String method, final String path, final BodyPublisher body) {
        return await(callLater(method, path, body));
    }

    private CompletableFuture<ApiResponse> callLater(
            final String method, final String path, final BodyPublisher body) {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).method(method, body);
        headers.forEach(request::header);
        return http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(ApiClient::answer);
    }

    /** Whether something listens there. */
    boolean isAnswered() {
        try {
            http.send(
                    HttpRequest.newBuilder(base.resolve("/nothing")).timeout(TIMEOUT).build(),
                    BodyHandlers.discarding());
            return true;
        } catch (final IOException notYet) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(final Map<String, String> arguments) {
        return arguments.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ApiResponse await(final CompletableFuture<ApiResponse> answer) {
        return answer.join();
    }

    private static ApiResponse answer(final HttpResponse<String> response) {
        return new ApiResponse(response.statusCode(), response.headers(), response.body());
    }
}
