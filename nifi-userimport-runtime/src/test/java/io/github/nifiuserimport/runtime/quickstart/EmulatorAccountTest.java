// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorAccountTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void hasAKeyAsGooglesAreAndGivesTokensForIt() throws Exception {
        final Path file = folder.resolve("account.json");
        try (EmulatorAccount account = EmulatorAccount.open(file)) {
            assertThat(account).isNotNull();
            final JsonNode key = JSON.readTree(file.toFile());
            assertThat(key.path("type").asText()).isEqualTo("service_account");
            final String pem = key.path("private_key").asText();
            assertThat(pem)
                    .startsWith("-----BEGIN PRIVATE KEY-----\n")
                    .endsWith("\n-----END PRIVATE KEY-----\n");
            final byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
            assertThat(
                            KeyFactory.getInstance("RSA")
                                    .generatePrivate(new PKCS8EncodedKeySpec(bytes)))
                    .isNotNull();

            final String answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(key.path("token_uri").asText()))
                                            .POST(BodyPublishers.ofString("grant_type=x"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            assertThat(JSON.readTree(answer).path("access_token").asText()).isNotEmpty();
            assertThat(JSON.readTree(answer).path("token_type").asText()).isEqualTo("Bearer");
        }
    }
}
