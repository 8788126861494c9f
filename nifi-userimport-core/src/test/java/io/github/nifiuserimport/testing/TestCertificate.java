// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that signs itself, made by the JDK's keytool.
 *
 * @param certificate as PEM
 * @param key its private key, as PEM
 */
public record TestCertificate(String certificate, String key) {

    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param commonName whose it is: a role, for a client's
     * @param host the host name it is good for
     */
    public static TestCertificate create(final String commonName, final String host) {
        try {
            final Path folder = Files.createTempDirectory("userimport-certificate");
            final Path file = folder.resolve("store.p12");
            keytool(file, commonName, host);
            final KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(folder);
            return new TestCertificate(
                    pem("CERTIFICATE", store.getCertificate("it").getEncoded()),
                    pem("PRIVATE KEY", store.getKey("it", PASSWORD.toCharArray()).getEncoded()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(final Path file, final String commonName, final String host)
            throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + commonName,
                                "-ext",
                                "san=dns:" + host,
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        final String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static String pem(final String type, final byte[] content) {
        return Text.format(
                "-----BEGIN %s-----%n%s%n-----END %s-----%n",
                type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
    }
}
