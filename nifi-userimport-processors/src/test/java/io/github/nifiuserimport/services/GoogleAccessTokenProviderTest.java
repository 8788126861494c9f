// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.oauth2.AccessToken;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a server of this machine that gives tokens as Google's does. */
class GoogleAccessTokenProviderTest {

    private static final String READ_ONLY = "https://www.googleapis.com/auth/devstorage.read_only";

    @TempDir private Path folder;

    private final GoogleAccessTokenProvider provider = new GoogleAccessTokenProvider();
    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);

    /** The scopes that tokens were asked for with. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile boolean refusing;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/token",
                exchange -> {
                    final String form =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.US_ASCII);
                    asked.add(scope(form));
                    final byte[] answer =
                            (refusing
                                            ? "{\"error\":\"invalid_grant\"}"
                                            : "{\"access_token\":\"token-"
                                                    + asked.size()
                                                    + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(refusing ? 400 : 200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        runner.addControllerService("tokens", provider);
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    /** What a signed assertion asks for. */
    private static String scope(final String form) throws IOException {
        final String assertion =
                URLDecoder.decode(
                        form.replaceFirst(".*assertion=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        return new JsonMapper()
                .readTree(Base64.getUrlDecoder().decode(assertion.split("[.]")[1]))
                .path("scope")
                .asText();
    }

    private Path keyFile() throws Exception {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        final ObjectNode account =
                new JsonMapper()
                        .createObjectNode()
                        .put("type", "service_account")
                        .put("project_id", "p")
                        .put("private_key_id", "1")
                        .put(
                                "private_key",
                                "-----BEGIN PRIVATE KEY-----\n"
                                        + Base64.getMimeEncoder()
                                                .encodeToString(
                                                        generator
                                                                .generateKeyPair()
                                                                .getPrivate()
                                                                .getEncoded())
                                        + "\n-----END PRIVATE KEY-----\n")
                        .put("client_email", "importer@p.example")
                        .put("client_id", "1")
                        .put(
                                "token_uri",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        return Files.writeString(folder.resolve("key.json"), account.toString());
    }

    @Test
    void givesTheTokensOfAnAccountAndKeepsEachWhileItIsGood() throws Exception {
        runner.setProperty(provider, GoogleAccessTokenProvider.KEY_FILE, keyFile().toString());
        runner.enableControllerService(provider);

        final AccessToken token = provider.getAccessDetails();
        assertThat(asked).as("before a request carries it").isEmpty();
        assertThat(token.getAccessToken()).isEqualTo("token-1");
        assertThat(token.isExpired()).isFalse();
        assertThat(token.getExpiresIn()).isBetween(3000L, 3600L);
        assertThat(provider.getAccessDetails().getAccessToken()).isEqualTo("token-1");
        assertThat(asked).containsExactly(READ_ONLY);
    }

    @Test
    void takesANewKeyWhenItIsEnabledAnew() throws Exception {
        runner.setProperty(provider, GoogleAccessTokenProvider.KEY_FILE, keyFile().toString());
        runner.enableControllerService(provider);
        provider.getAccessDetails().getAccessToken();
        runner.disableControllerService(provider);
        runner.setProperty(provider, GoogleAccessTokenProvider.SCOPE, "https://other.example");
        runner.enableControllerService(provider);

        assertThat(provider.getAccessDetails().getAccessToken()).isEqualTo("token-2");
        assertThat(asked).containsExactly(READ_ONLY, "https://other.example");
    }

    @Test
    void isThereWithoutATokenAndSaysWhyWhenOneIsNeeded() throws Exception {
        refusing = true;
        final Path key = keyFile();
        runner.setProperty(provider, GoogleAccessTokenProvider.KEY_FILE, key.toString());
        runner.enableControllerService(provider);
        final AccessToken token = provider.getAccessDetails();

        assertThatThrownBy(token::getAccessToken)
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("Google gave no access token: ")
                .hasMessageContaining("400");
        assertThat(verify(key).getOutcome()).isEqualTo(Outcome.FAILED);

        refusing = false;
        assertThat(token.getAccessToken()).startsWith("token-");
        assertThat(verify(key).getOutcome()).isEqualTo(Outcome.SUCCESSFUL);
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoKey() throws Exception {
        final Path file = Files.writeString(folder.resolve("no-key.json"), "{}");

        assertThat(verify(file).getExplanation()).startsWith("Google gave no access token: ");
        runner.setProperty(
                provider, GoogleAccessTokenProvider.KEY_FILE, folder.resolve("none").toString());
        runner.assertNotValid(provider);
    }

    private ConfigVerificationResult verify(final Path keyFile) {
        final Map<org.apache.nifi.components.PropertyDescriptor, String> properties =
                Map.of(
                        GoogleAccessTokenProvider.KEY_FILE,
                        keyFile.toString(),
                        GoogleAccessTokenProvider.SCOPE,
                        READ_ONLY);
        return provider.verify(
                        new MockConfigurationContext(provider, properties, null, Map.of()),
                        new MockComponentLog("verify", provider),
                        Map.of())
                .getFirst();
    }
}
