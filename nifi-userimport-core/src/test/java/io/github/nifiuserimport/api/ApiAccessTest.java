// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static io.github.nifiuserimport.api.Access.Reason.KEY_MISSING;
import static io.github.nifiuserimport.api.Access.Reason.KEY_WRONG;
import static io.github.nifiuserimport.api.Access.Reason.NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.AccessKeys.Key;
import io.github.nifiuserimport.api.AccessKeys.Level;
import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, by the key a request carries and the way in which it carries it. */
class ApiAccessTest {

    private static final String READ_ONLY =
            "This key only reads: it asks how imports go and starts none; send a key of the app"
                    + " that writes";

    private static final AccessKeys KEYS =
            new AccessKeys(
                    List.of(
                            new Key("shop", "w-key", Level.WRITE),
                            new Key("shop", "r-key", Level.READ),
                            new Key("blog", "b-key", Level.WRITE)));

    private static final ImportApi DASHLY = new DashlyApi();
    private static final ImportApi LEANPLUM = new LeanplumApi();

    /** The ways in which a key of the app shop may come; KEY stands for it. */
    private static final List<Way> WAYS =
            List.of(
                    new Way("Token KEY", Map.of()),
                    new Way("token  KEY ", Map.of()),
                    new Way("Bearer KEY", Map.of()),
                    new Way(null, Map.of("auth_token", "KEY")),
                    new Way(null, Map.of("appId", "shop", "clientKey", "KEY")));

    private record Way(String authorization, Map<String, String> arguments) {

        ApiRequest request(
                final String method,
                final String path,
                final String key,
                final Map<String, String> others) {
            final Map<String, String> all = new LinkedHashMap<>(others);
            arguments.forEach((name, value) -> all.put(name, value.replace("KEY", key)));
            return new ApiRequest(
                    method,
                    path,
                    all,
                    authorization == null ? null : authorization.replace("KEY", key),
                    "*/*");
        }
    }

    private static String basic(final String app, final String key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((app + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static ApiRequest post(
            final String path, final String authorization, final Map<String, String> arguments) {
        return new ApiRequest("POST", path, arguments, authorization, "*/*");
    }

    private static Access dashly(final String authorization, final Map<String, String> arguments) {
        return DASHLY.authorize(post("/users/import", authorization, arguments), KEYS);
    }

    private static Access leanplum(final Map<String, String> arguments) {
        return LEANPLUM.authorize(post("/api", null, arguments), KEYS);
    }

    private static void assertDenied(
            final Access access, final Access.Reason reason, final int status, final String error) {
        assertThat(access).isInstanceOf(Access.Denied.class);
        final Access.Denied denied = (Access.Denied) access;
        assertThat(denied.error()).isEqualTo(error);
        assertThat(denied.reason()).isEqualTo(reason);
        assertThat(denied.status()).isEqualTo(status);
    }

    static Stream<Way> ways() {
        return WAYS.stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void dashlyTakesAKeyInEachWay(final Way way) {
        for (final String app : List.of("$self_app", "shop")) {
            final Map<String, String> arguments = Map.of("app", app);
            assertThat(
                            DASHLY.authorize(
                                    way.request("POST", "/users/import", "w-key", arguments), KEYS))
                    .isEqualTo(new Access.Granted("shop", true));
        }
        assertDenied(
                DASHLY.authorize(way.request("POST", "/users/import", "no-key", Map.of()), KEYS),
                KEY_WRONG,
                401,
                "Invalid token");
        assertDenied(
                DASHLY.authorize(
                        way.request("POST", "/users/import", "w-key", Map.of("app", "blog")), KEYS),
                NOT_ALLOWED,
                403,
                "app: \"blog\" is not the app of this token");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theStatusTakesAKeyInEachWayAndAlsoOneThatOnlyReads(final Way way) {
        assertThat(StatusAccess.check(way.request("GET", "/imports", "w-key", Map.of()), KEYS))
                .isEqualTo(new Access.Granted("shop", true));
        assertThat(StatusAccess.check(way.request("GET", "/imports", "r-key", Map.of()), KEYS))
                .isEqualTo(new Access.Granted("shop", false));
        assertThat(StatusAccess.check(way.request("GET", "/imports", "no-key", Map.of()), KEYS))
                .isInstanceOfSatisfying(
                        Access.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(KEY_WRONG));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aKeyThatOnlyReadsStartsNoImportAndIsToldSo(final Way way) {
        assertDenied(
                DASHLY.authorize(
                        way.request("POST", "/users/import", "r-key", Map.of("app", "shop")), KEYS),
                NOT_ALLOWED,
                403,
                READ_ONLY);
    }

    @Test
    void aKeyThatOnlyReadsAsksLeanplumsQuestionAndStartsNoImport() {
        final Map<String, String> key = Map.of("appId", "shop", "clientKey", "r-key");
        assertThat(leanplum(with(key, "action", "getMultiResults", "apiVersion", "1.0.6")))
                .isEqualTo(new Access.Granted("shop", false));
        assertDenied(leanplum(with(key, "action", "multi")), NOT_ALLOWED, 403, READ_ONLY);
        assertDenied(leanplum(with(key, "action", "track")), NOT_ALLOWED, 403, READ_ONLY);
        assertDenied(
                LEANPLUM.authorize(new ApiRequest("GET", "/api", key, null, null), KEYS),
                NOT_ALLOWED,
                403,
                READ_ONLY);
        assertThat(leanplum(key))
                .as("the question may still come, in the body")
                .isEqualTo(new Access.Granted("shop", false));
    }

    @Test
    void withoutAKeyOneMayStillCome() {
        final String missing =
                "The token is missing; send the header Authorization: Token and the app's key";
        for (final String none : new String[] {null, "", "Token", "Token ", "Digest x"}) {
            assertDenied(dashly(none, Map.of("app", "shop")), KEY_MISSING, 401, missing);
        }
        assertDenied(dashly(null, Map.of("auth_token", " ")), KEY_MISSING, 401, missing);
        assertDenied(dashly(null, Map.of("clientKey", "w-key")), KEY_MISSING, 401, missing);
        assertDenied(leanplum(Map.of()), KEY_MISSING, 400, "appId is missing");
        assertDenied(leanplum(Map.of("appId", "shop")), KEY_MISSING, 400, "clientKey is missing");
        assertDenied(
                StatusAccess.check(
                        new ApiRequest("GET", "/imports.json", Map.of(), null, null), KEYS),
                KEY_MISSING,
                401,
                "The key is missing; send the header Authorization: Token and the app's key, or the"
                        + " arguments appId and clientKey");
    }

    @Test
    void leanplumsWrongKeyIsOne() {
        for (final Map<String, String> wrong :
                List.of(
                        Map.of("appId", "shop", "clientKey", "no-key"),
                        Map.of("appId", "shop", "clientKey", "b-key"),
                        Map.of("appId", "none", "clientKey", "w-key"))) {
            assertDenied(leanplum(wrong), KEY_WRONG, 403, "Invalid access key");
            assertDenied(
                    StatusAccess.check(new ApiRequest("GET", "/imports", wrong, null, null), KEYS),
                    KEY_WRONG,
                    403,
                    "Invalid access key");
        }
    }

    @Test
    void aBrowsersLoginReadsByEitherKey() {
        for (final String key : List.of("w-key", "r-key")) {
            final Access.Granted granted = new Access.Granted("shop", key.equals("w-key"));
            final ApiRequest page =
                    new ApiRequest("GET", "/imports", Map.of(), basic("shop", key), "text/html");
            assertThat(StatusAccess.check(page, KEYS)).isEqualTo(granted);
            assertThat(
                            LEANPLUM.authorize(
                                    post(
                                            "/api",
                                            basic("shop", key),
                                            Map.of("action", "getMultiResults")),
                                    KEYS))
                    .isEqualTo(granted);
        }
        assertDenied(
                StatusAccess.check(
                        new ApiRequest(
                                "GET", "/imports", Map.of(), basic("shop", "b-key"), "text/html"),
                        KEYS),
                KEY_WRONG,
                401,
                "Invalid access key");
    }

    @Test
    void somebodyAtABrowserIsAskedToLogIn() {
        final Access access =
                StatusAccess.check(
                        new ApiRequest("GET", "/imports", Map.of(), null, "text/html,*/*"), KEYS);
        assertDenied(access, KEY_MISSING, 401, "Log in with the app's id and its key");
        assertThat(((Access.Denied) access).challenge()).contains("Basic realm=\"User imports\"");
    }

    @Test
    void aLoginAloneStartsNoImportButAKeyMayStillCome() {
        assertDenied(
                dashly(basic("shop", "w-key"), Map.of("app", "shop")),
                KEY_MISSING,
                401,
                "HTTP Basic only asks how imports go; to start one, send the header Authorization:"
                        + " Token and the app's key");
        assertThat(dashly(basic("shop", "w-key"), Map.of("app", "blog", "auth_token", "b-key")))
                .isEqualTo(new Access.Granted("blog", true));
        assertDenied(
                LEANPLUM.authorize(
                        post("/api", basic("shop", "w-key"), Map.of("action", "multi")), KEYS),
                KEY_MISSING,
                403,
                "HTTP Basic only asks how imports go; to start one, send the arguments appId and"
                        + " clientKey");
    }

    @Test
    void aLoginOnOurOwnPageStartsImportsIfItsKeyWrites() {
        assertThat(DASHLY.authorize(ofOwnPage("/users/import", "w-key"), KEYS))
                .isEqualTo(new Access.Granted("shop", true));
        assertThat(LEANPLUM.authorize(ofOwnPage("/api", "w-key"), KEYS))
                .isEqualTo(new Access.Granted("shop", true));
        assertDenied(
                DASHLY.authorize(ofOwnPage("/users/import", "r-key"), KEYS),
                NOT_ALLOWED,
                403,
                READ_ONLY);
        assertDenied(
                DASHLY.authorize(ofOwnPage("/users/import", "no-key"), KEYS),
                KEY_WRONG,
                401,
                "Invalid access key");
    }

    private static ApiRequest ofOwnPage(final String path, final String key) {
        return new ApiRequest(
                "POST",
                path,
                Map.of("action", "multi", "app", "$self_app"),
                basic("shop", key),
                "*/*",
                true);
    }

    @Test
    void secretsAreKnownInAnyLetterCase() {
        for (final String name :
                List.of("clientKey", "CLIENTKEY", "auth_token", "Auth_Token", "page_token")) {
            assertThat(ApiRequest.isSecret(name)).as(name).isTrue();
        }
        assertThat(ApiRequest.isSecret("appId")).isFalse();
        assertThat(dashly(null, Map.of("auth_token", "w-key")).toString()).doesNotContain("w-key");
        assertThat(new ApiRequest("POST", "/", Map.of("auth_token", "w-key"), "Token x", null))
                .hasToString("POST /");
    }

    @Test
    void aRefusalSaysHowToLogIn() {
        final Access.Denied denied = (Access.Denied) dashly(null, Map.of());
        assertThat(denied.reply(DASHLY).headers())
                .containsEntry("WWW-Authenticate", "Token realm=\"User imports\"");
        assertThat(
                        new Access.Denied(NOT_ALLOWED, 403, "why", Optional.empty())
                                .reply(DASHLY)
                                .headers())
                .doesNotContainKey("WWW-Authenticate");
    }

    private static Map<String, String> with(
            final Map<String, String> arguments, final String... more) {
        final Map<String, String> all = new LinkedHashMap<>(arguments);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
