// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The folder of one NiFi: its configuration, flow, repositories, state and logs. */
final class NifiHome {

    /** The property of NiFi's that says where ZooKeeper is. */
    static final String ZOOKEEPER = "nifi.zookeeper.connect.string";

    private static final List<String> FILES =
            List.of(
                    "logback.xml",
                    "authorizers.xml",
                    "login-identity-providers.xml",
                    "state-management.xml");

    private final Path folder;
    private final Path keyFolder;

    NifiHome(final Path folder) {
        this(folder, folder);
    }

    /**
     * A home that has the key of another. The nodes of a cluster read each other's passwords: with
     * keys of their own, one that comes back cannot take the flow over and ends.
     */
    NifiHome(final Path folder, final Path keyFolder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.keyFolder = keyFolder.toAbsolutePath().normalize();
    }

    Path folder() {
        return folder;
    }

    Path conf() {
        return folder.resolve("conf");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Path appLog() {
        return logs().resolve("nifi-app.log");
    }

    Path outputLog() {
        return logs().resolve("nifi-output.log");
    }

    /**
     * Writes the configuration; flow, state and repositories stay as they are.
     *
     * @param properties of {@code nifi.properties}, on top of ours
     */
    void configure(final Map<String, String> properties) throws IOException {
        Files.createDirectories(conf());
        Files.createDirectories(logs());
        Files.createDirectories(temporary());
        Files.createDirectories(folder.resolve("extensions"));
        for (final String file : FILES) {
            try (InputStream in = resource(file)) {
                Files.writeString(
                        conf().resolve(file),
                        new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .replace(
                                        "@" + ZOOKEEPER + "@",
                                        properties.getOrDefault(ZOOKEEPER, "")));
            }
        }
        final Properties all = new Properties();
        try (InputStream in = resource("nifi.properties")) {
            all.load(in);
        }
        all.setProperty("nifi.sensitive.props.key", sensitivePropertiesKey());
        all.putAll(properties);
        try (Writer out =
                Files.newBufferedWriter(
                        conf().resolve("nifi.properties"), StandardCharsets.ISO_8859_1)) {
            all.store(out, null);
        }
    }

    /** Made once: the flow's passwords are encrypted with it. */
    private String sensitivePropertiesKey() throws IOException {
        final Path file = keyFolder.resolve("conf").resolve("sensitive-properties.key");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            final byte[] key = new byte[16];
            new SecureRandom().nextBytes(key);
            Files.writeString(file, HexFormat.of().formatHex(key));
        }
        return Files.readString(file).strip();
    }

    private static InputStream resource(final String name) {
        return NifiHome.class.getResourceAsStream(name);
    }
}
