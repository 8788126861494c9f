// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A service account that Google does not know. NiFi asks for a token before it asks for an object,
 * even of an emulator that takes any; here it gets one, from 127.0.0.1.
 */
final class EmulatorAccount implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_BITS = 2048;
    private static final int LINE = 64;

    private final HttpServer tokens;

    private EmulatorAccount(final HttpServer tokens) {
        this.tokens = tokens;
    }

    /**
     * Starts to give out tokens.
     *
     * @param keyFile where the account's key is written to, as Google's own are
     */
    static EmulatorAccount open(final Path keyFile) throws IOException {
        final HttpServer tokens =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/token", EmulatorAccount::giveToken);
        tokens.start();
        Files.writeString(keyFile, key(tokens.getAddress().getPort()).toString());
        return new EmulatorAccount(tokens);
    }

    @Override
    public void close() {
        tokens.stop(0);
    }

    private static ObjectNode key(final int port) {
        return JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", "quickstart")
                .put("private_key_id", "1")
                .put("private_key", privateKey())
                .put("client_email", "quickstart@example.com")
                .put("client_id", "1")
                .put("token_uri", "http://127.0.0.1:" + port + "/token");
    }

    private static String privateKey() {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return Text.format(
                    """
                    -----BEGIN PRIVATE KEY-----
                    %s
                    -----END PRIVATE KEY-----
                    """,
                    Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void giveToken(final HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            final byte[] token =
                    JSON.writeValueAsBytes(
                            JSON.createObjectNode()
                                    .put("access_token", "quickstart")
                                    .put("token_type", "Bearer")
                                    .put("expires_in", 3600));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
        }
    }
}
