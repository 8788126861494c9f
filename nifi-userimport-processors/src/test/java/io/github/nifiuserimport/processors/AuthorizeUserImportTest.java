// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.AuthorizeUserImport.AUTHORIZED;
import static io.github.nifiuserimport.processors.AuthorizeUserImport.RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizeUserImportTest {

    private static final String KEY = "s3cr3t-key";
    private static final String OTHER_KEY = "an-other-key";

    private final TestRunner runner = TestRunners.newTestRunner(new WithSensitiveValues());

    AuthorizeUserImportTest() {
        runner.setProperty(AuthorizeUserImport.KEY, KEY);
        runner.setProperty("other", OTHER_KEY);
    }

    /** A person who adds a property ticks that it is sensitive; NiFi then says so. */
    private static final class WithSensitiveValues extends AuthorizeUserImport {
        @Override
        protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String app) {
            return new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(super.getSupportedDynamicPropertyDescriptor(app))
                    .sensitive(true)
                    .build();
        }
    }

    private void dashly() {
        runner.setProperty(AuthorizeUserImport.API, ApiOption.DASHLY);
    }

    private MockFlowFile only(final org.apache.nifi.processor.Relationship relationship) {
        runner.assertAllFlowFilesTransferred(relationship, 1);
        assertNoKeyGotOut();
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private void assertNoKeyGotOut() {
        for (final var relationship : List.of(AUTHORIZED, RESPONSE)) {
            for (final MockFlowFile each : runner.getFlowFilesForRelationship(relationship)) {
                assertThat(each.getAttributes().toString() + each.getContent())
                        .doesNotContain(KEY, OTHER_KEY, HttpRequests.basic("default", KEY));
                assertThat(each.getAttributes())
                        .doesNotContainKeys("http.query.string", "http.headers.authorization");
                // What came out is nobody's child: its history has no request with a key.
                assertThat(runner.getProvenanceEvents())
                        .filteredOn(
                                event -> each.getAttribute("uuid").equals(event.getFlowFileUuid()))
                        .noneMatch(
                                event ->
                                        (event.getAttributes() + " " + event.getDetails())
                                                .contains(KEY));
            }
        }
        for (final List<LogMessage> messages :
                List.of(
                        runner.getLogger().getErrorMessages(),
                        runner.getLogger().getWarnMessages(),
                        runner.getLogger().getInfoMessages(),
                        runner.getLogger().getDebugMessages())) {
            assertThat(messages)
                    .noneMatch(
                            message ->
                                    message.toString().contains(KEY)
                                            || String.valueOf(message.getMsg()).contains(KEY));
        }
    }

    static Stream<Arguments> refusedByLeanplum() {
        return Stream.of(
                of("action=multi&clientKey=" + KEY, 400, "appId is missing"),
                of("action=multi&appId=default", 400, "clientKey is missing"),
                of("appId=default&clientKey=wrong", 403, "Invalid access key"),
                of("appId=unknown&clientKey=" + KEY, 403, "Invalid access key"),
                of("appId=default&clientKey=" + OTHER_KEY, 403, "Invalid access key"),
                of("appId=default&clientKey=" + KEY + "x", 403, "Invalid access key"));
    }

    @ParameterizedTest
    @MethodSource("refusedByLeanplum")
    void refusesAsLeanplumDoes(final String query, final int status, final String error) {
        HttpRequests.get(runner, "c1", query);
        runner.run();
        final MockFlowFile reply = only(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", Integer.toString(status));
        reply.assertAttributeEquals("http.context.identifier", "c1");
        reply.assertAttributeEquals("mime.type", "application/json");
        reply.assertContentEquals(
                "{\"response\":[{\"success\":false,\"error\":{\"message\":\"" + error + "\"}}]}");
    }

    @Test
    void takesLeanplumsArgumentsFromWhereverTheyStand() {
        HttpRequests.get(runner, "query", "action=multi&appId=default&clientKey=" + KEY);
        HttpRequests.form(runner, "form", "action=multi&appId=default&clientKey=" + KEY);
        runner.enqueue(
                "{\"action\":\"multi\",\"appId\":\"default\",\"clientKey\":\"" + KEY + "\"}",
                HttpRequests.attributes("json", "POST", "mime.type", "application/json;charset=x"));
        runner.enqueue(
                "action=multi",
                HttpRequests.attributes(
                        "both",
                        "POST",
                        "mime.type",
                        "application/x-www-form-urlencoded",
                        "http.query.string",
                        "appId=default&clientKey=" + KEY));
        for (int i = 0; i < 3; i++) {
            HttpRequests.part(
                    runner,
                    "multipart",
                    "none",
                    i + 1,
                    3,
                    List.of("action", "appId", "clientKey").get(i),
                    List.of("multi", "default", KEY).get(i));
        }
        runner.run(5);
        runner.assertAllFlowFilesTransferred(AUTHORIZED, 5);
        assertNoKeyGotOut();
        for (final MockFlowFile each : runner.getFlowFilesForRelationship(AUTHORIZED)) {
            each.assertAttributeEquals("userimport.app", "default");
            each.assertAttributeEquals("userimport.api", "leanplum");
            each.assertAttributeEquals("userimport.argument.action", "multi");
            each.assertAttributeEquals("userimport.argument.appId", "default");
            each.assertAttributeNotExists("userimport.argument.clientKey");
            each.assertAttributeNotExists("userimport.request.fault");
        }
    }

    /** As NiFi gives the address {@code file=a%2Bb%26c%3D1%25.csv}, all of it and each argument. */
    @Test
    void decodesAnArgumentOfTheAddressOnce() {
        final Map<String, String> attributes =
                HttpRequests.attributes(
                        "c",
                        "GET",
                        "http.query.string",
                        "action=multi&appId=default&clientKey=" + KEY + "&file=a+b&c=1%.csv",
                        "http.query.param.action",
                        "multi",
                        "http.query.param.appId",
                        "default",
                        "http.query.param.clientKey",
                        KEY,
                        "http.query.param.file",
                        "a+b&c=1%.csv");
        runner.enqueue("", attributes);
        runner.run();
        only(AUTHORIZED).assertAttributeEquals("userimport.argument.file", "a+b&c=1%.csv");
    }

    @Test
    void refusesAnArgumentOfTheAddressThatComesWithTwoValues() {
        runner.enqueue(
                "",
                HttpRequests.attributes(
                        "c",
                        "GET",
                        "http.query.string",
                        "appId=other&appId=default&clientKey=" + KEY,
                        "http.query.param.appId",
                        "default",
                        "http.query.param.clientKey",
                        KEY));
        runner.run();
        only(AUTHORIZED)
                .assertAttributeEquals(
                        "userimport.request.fault",
                        "\"appId\" is given twice with different values; give it once");
    }

    static Stream<Arguments> refusedByDashly() {
        return Stream.of(
                of(
                        null,
                        "$self_app",
                        401,
                        "The token is missing; send the header Authorization: Token and the app's"
                                + " key"),
                of("Token wrong", "$self_app", 401, "Invalid token"),
                of(
                        HttpRequests.basic("default", KEY),
                        "$self_app",
                        401,
                        "HTTP Basic only asks how imports go; to start one, send the header"
                                + " Authorization: Token and the app's key"),
                of(
                        HttpRequests.basic("other", KEY),
                        "$self_app",
                        401,
                        "HTTP Basic only asks how imports go; to start one, send the header"
                                + " Authorization: Token and the app's key"),
                of(
                        "Token " + KEY,
                        "other",
                        403,
                        "app: \\\"other\\\" is not the app of this token"));
    }

    @ParameterizedTest
    @MethodSource("refusedByDashly")
    void refusesAsDashlyDoes(
            final String authorization, final String app, final int status, final String error) {
        dashly();
        final Map<String, String> attributes =
                HttpRequests.attributes("c1", "POST", "http.query.string", "app=" + app);
        if (authorization != null) {
            attributes.put("http.headers.Authorization", authorization);
        }
        runner.enqueue("", attributes);
        runner.run();
        final MockFlowFile reply = only(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", Integer.toString(status));
        reply.assertContentEquals(
                "{\"meta\":{\"status\":"
                        + status
                        + ",\"error\":\""
                        + (status == 401 ? "NotAuthenticated" : "PermissionDeniedError")
                        + "\",\"error_message\":\""
                        + error
                        + "\"},\"data\":{}}");
        assertThat(reply.getAttribute("WWW-Authenticate") != null).isEqualTo(status == 401);
    }

    @Test
    void pairsThePartsOfManyRequestsThatLieMixedUp() {
        dashly();
        for (int part = 3; part >= 1; part--) {
            for (int request = 0; request < 20; request++) {
                HttpRequests.part(
                        runner,
                        "c" + request,
                        request % 2 == 0 ? KEY : OTHER_KEY,
                        part,
                        3,
                        List.of("file", "app", "tags").get(part - 1),
                        List.of("$user_id\nu" + request, "$self_app", "t" + request).get(part - 1));
            }
        }
        runner.run(20);
        runner.assertAllFlowFilesTransferred(AUTHORIZED, 20);
        assertNoKeyGotOut();
        for (final MockFlowFile each : runner.getFlowFilesForRelationship(AUTHORIZED)) {
            final int request =
                    Integer.parseInt(each.getAttribute("http.context.identifier").substring(1));
            each.assertContentEquals("$user_id\nu" + request);
            each.assertAttributeEquals("userimport.argument.tags", "t" + request);
            each.assertAttributeEquals("userimport.app", request % 2 == 0 ? "default" : "other");
            each.assertAttributeEquals("filename", "users one.csv");
            each.assertAttributeEquals("userimport.request.files", "1");
        }
    }

    @Test
    void doesNotHoldUpOthersForPartsThatAreMissing() {
        dashly();
        HttpRequests.part(runner, "waiting", KEY, 1, 2, "app", "default");
        HttpRequests.part(runner, "whole", KEY, 1, 1, "app", "default");
        runner.run();
        assertThat(only(AUTHORIZED).getAttribute("http.context.identifier")).isEqualTo("whole");
        HttpRequests.part(runner, "waiting", KEY, 2, 2, "file", "$user_id");
        runner.run();
        runner.assertAllFlowFilesTransferred(AUTHORIZED, 2);
    }

    @Test
    void answersPartsThatWaitedTooLong() throws InterruptedException {
        dashly();
        runner.setProperty(AuthorizeUserImport.PART_TIMEOUT, "20 ms");
        HttpRequests.part(runner, "waiting", KEY, 1, 2, "app", "default");
        Thread.sleep(50);
        HttpRequests.part(runner, "whole", KEY, 1, 1, "app", "default");
        runner.run();
        only(RESPONSE)
                .assertContentEquals(
                        "{\"meta\":{\"status\":400,\"error\":\"BadRequest\",\"error_message\":\"the request is incomplete: 1 of its 2"
                                + " parts came; send it again\"},\"data\":{}}");
        runner.run();
        assertThat(runner.getQueueSize().getObjectCount()).isZero();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                of(null, "x", "a part of the request has no name; name each of them"),
                of("file", "x", "file: the request has two files; send one"),
                of("tags", "x".repeat(20_001), "\"tags\" has more than 20,000 bytes"),
                of("app", "x", "\"app\" is given twice with different values; give it once"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void passesOnWhatCannotBeRead(final String name, final String content, final String fault) {
        dashly();
        HttpRequests.part(runner, "c", KEY, 1, 3, "app", "default");
        HttpRequests.part(runner, "c", KEY, 2, 3, "file", "$user_id");
        HttpRequests.part(runner, "c", KEY, 3, 3, name, content);
        runner.run();
        only(AUTHORIZED).assertAttributeEquals("userimport.request.fault", fault);
    }

    /** A request that a browser sends with its login, as any site's link or form can have it do. */
    record ByBrowser(ApiOption api, String method, String path, String query, String outcome) {}

    static Stream<ByBrowser> loggedInRequests() {
        final String multi = "action=multi&createJob=true&gcsBucket=b&file=f.csv";
        final ApiOption leanplum = ApiOption.LEANPLUM;
        final ApiOption dashly = ApiOption.DASHLY;
        return Stream.of(
                new ByBrowser(leanplum, "GET", "/imports", "", "authorized"),
                new ByBrowser(leanplum, "GET", "/imports.json", "", "authorized"),
                new ByBrowser(leanplum, "GET", "/imports/1/rejected.csv", "", "authorized"),
                new ByBrowser(leanplum, "HEAD", "/imports/1", "", "authorized"),
                new ByBrowser(leanplum, "GET", "/api", "action=getMultiResults", "authorized"),
                new ByBrowser(leanplum, "POST", "/api", "action=getMultiResults", "authorized"),
                new ByBrowser(leanplum, "GET", "/api", multi, "403"),
                new ByBrowser(leanplum, "POST", "/api", multi, "403"),
                new ByBrowser(leanplum, "GET", "/api", multi + "&appId=default", "403"),
                new ByBrowser(leanplum, "GET", "/api", "", "403"),
                new ByBrowser(leanplum, "GET", "/api", "action=GETMULTIRESULTS", "403"),
                new ByBrowser(leanplum, "POST", "/imports", multi, "403"),
                new ByBrowser(leanplum, "GET", "/importsX", multi, "403"),
                new ByBrowser(leanplum, "GET", "/api/imports", multi, "403"),
                new ByBrowser(dashly, "GET", "/imports/1", "", "authorized"),
                new ByBrowser(dashly, "POST", "/users/import", "app=$self_app", "401"),
                new ByBrowser(dashly, "GET", "/users/import", "app=$self_app", "401"),
                // Leanplum's question is none of Dashly's.
                new ByBrowser(dashly, "POST", "/users/import", "action=getMultiResults", "401"),
                new ByBrowser(dashly, "POST", "/imports", "app=$self_app", "401"));
    }

    @ParameterizedTest
    @MethodSource("loggedInRequests")
    void letsALoggedInBrowserOnlyRead(final ByBrowser request) {
        runner.setProperty(AuthorizeUserImport.API, request.api());
        final Map<String, String> attributes =
                HttpRequests.attributes(
                        "c", request.method(), "http.query.string", request.query());
        attributes.put("http.request.uri", request.path());
        attributes.put("http.headers.authorization", HttpRequests.basic("default", KEY));
        runner.enqueue("", attributes);
        runner.run();
        if (request.outcome().equals("authorized")) {
            only(AUTHORIZED).assertAttributeEquals("userimport.app", "default");
        } else {
            final MockFlowFile reply = only(RESPONSE);
            reply.assertAttributeEquals("userimport.reply.status", request.outcome());
            reply.assertAttributeEquals(
                    "WWW-Authenticate",
                    request.outcome().equals("401") ? "Token realm=\"User imports\"" : null);
            assertThat(reply.getContent())
                    .contains("HTTP Basic only asks how imports go; to start one, send the ")
                    .contains(
                            request.api() == ApiOption.LEANPLUM
                                    ? "arguments appId and clientKey"
                                    : "header Authorization: Token and the app's key");
        }
    }

    @Test
    void goesByTheKeyWhereALoggedInBrowserSendsOneToo() {
        final Map<String, String> attributes =
                HttpRequests.attributes(
                        "c",
                        "GET",
                        "http.query.string",
                        "action=multi&appId=other&clientKey=" + OTHER_KEY);
        attributes.put("http.headers.authorization", HttpRequests.basic("default", KEY));
        runner.enqueue("", attributes);
        runner.run();
        only(AUTHORIZED).assertAttributeEquals("userimport.app", "other");
    }

    @Test
    void doesNotAskABrowserForALoginThatWouldNotDo() {
        runner.enqueue(
                "",
                HttpRequests.attributes(
                        "c",
                        "GET",
                        "http.headers.accept",
                        "text/html,*/*",
                        "http.query.string",
                        "action=multi"));
        runner.run();
        final MockFlowFile reply = only(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", "400");
        reply.assertAttributeNotExists("WWW-Authenticate");
    }

    @Test
    void asksABrowserForUserAndPassword() {
        final Map<String, String> page =
                HttpRequests.attributes("c", "GET", "http.headers.accept", "text/html,*/*");
        page.put("http.request.uri", "/imports");
        runner.enqueue("", page);
        runner.run();
        final MockFlowFile reply = only(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", "401");
        reply.assertAttributeEquals("WWW-Authenticate", "Basic realm=\"User imports\"");
        runner.clearTransferState();
        page.put("http.headers.authorization", HttpRequests.basic("other", OTHER_KEY));
        runner.enqueue("", page);
        runner.run();
        only(AUTHORIZED).assertAttributeEquals("userimport.app", "other");
    }

    @Test
    void letsNobodyInWithoutAKeyAndSaysSo() {
        runner.removeProperty("other");
        for (final String none : new String[] {null, "", "  "}) {
            if (none == null) {
                runner.removeProperty(AuthorizeUserImport.KEY);
            } else {
                runner.setProperty(AuthorizeUserImport.KEY, none);
            }
            runner.assertValid();
            HttpRequests.get(runner, "c", "appId=default&clientKey=" + none);
            runner.run();
            runner.assertAllFlowFilesTransferred(RESPONSE, 1);
            runner.clearTransferState();
        }
        assertThat(runner.getLogger().getWarnMessages()).hasSize(3);
    }

    @Test
    void isInvalidWhereAKeyIsNotSecretOrNotOneAppsOwn() {
        runner.setProperty("third", KEY);
        runner.assertNotValid();
        final TestRunner open = TestRunners.newTestRunner(AuthorizeUserImport.class);
        open.setProperty("app", KEY);
        open.assertNotValid();
    }
}
