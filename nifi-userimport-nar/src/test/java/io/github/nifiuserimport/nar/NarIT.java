// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.nar;

import static io.github.nifiuserimport.nar.ExtensionManifest.elements;
import static io.github.nifiuserimport.nar.ExtensionManifest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The NAR holds what it should, nothing that NiFi brings along, and tells what is in it. */
class NarIT {

    private static final String OURS = "nifi-userimport-";
    private static final String SERVICES = "META-INF/services/org.apache.nifi.";

    private static final NarFile NAR = NarFile.read(Path.of(System.getProperty("nar")));
    private static final NarFile PARENT = NarFile.read(Path.of(System.getProperty("parentNar")));
    private static final Map<String, Element> COMPONENTS =
            ExtensionManifest.components(NAR.text("META-INF/docs/extension-manifest.xml"));

    /** Whoever adds one adds it here, to LICENSE and to NOTICE. */
    @Test
    void bundlesTheseJarsAndNoOthers() {
        assertThat(NAR.jars().keySet())
                .containsExactlyInAnyOrder(
                        "nifi-userimport-core",
                        "nifi-userimport-processors",
                        "HikariCP",
                        "api-common",
                        "failureaccess",
                        "fastcsv",
                        "flyway-core",
                        "flyway-database-postgresql",
                        "google-auth-library-credentials",
                        "google-auth-library-oauth2-http",
                        "google-http-client",
                        "google-http-client-gson",
                        "grpc-api",
                        "grpc-context",
                        "gson",
                        "guava",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-databind",
                        "jetty-alpn-java-server",
                        "jetty-alpn-server",
                        "jetty-http",
                        "jetty-http2-common",
                        "jetty-http2-hpack",
                        "jetty-http2-server",
                        "jetty-io",
                        "jetty-server",
                        "jetty-util",
                        "opencensus-api",
                        "opencensus-contrib-http-util",
                        "postgresql",
                        "prometheus-metrics-config",
                        "prometheus-metrics-core",
                        "prometheus-metrics-exposition-textformats",
                        "prometheus-metrics-model",
                        "prometheus-metrics-tracer-common",
                        "prometheus-metrics-tracer-initializer");
    }

    /** Whoever wants to know what advisories concern looks there. */
    @Test
    void shipsWhatTheTableOfSecurityMdSays() throws IOException {
        final Set<String> rows = new TreeSet<>();
        final Matcher row =
                Pattern.compile(
                                "(?m)^\\| [\\w.-]+:([\\w-]+) +\\| (\\d[\\w.-]*) +\\| [\\w.-]+ +\\| \\w.*\\|$")
                        .matcher(Files.readString(Path.of(System.getProperty("security"))));
        while (row.find()) {
            rows.add(row.group(1) + "-" + row.group(2) + ".jar");
        }
        assertThat(rows)
                .isEqualTo(
                        NAR.jarNames().stream()
                                .filter(each -> !each.startsWith(OURS))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void bundlesNoClassThatNiFiBringsAlong() {
        final Set<String> twice = new TreeSet<>(NAR.jarsByClass().keySet());
        twice.retainAll(PARENT.jarsByClass().keySet());
        assertThat(twice).as("in the parent NAR too").isEmpty();
        assertThat(NAR.jarsByClass().keySet())
                .as("in NiFi's lib folder too")
                .noneMatch(each -> each.startsWith("org/apache/nifi/"))
                .noneMatch(each -> each.startsWith("org/slf4j/"))
                .noneMatch(each -> each.startsWith("ch/qos/logback/"));
    }

    @Test
    void bundlesNoClassTwice() {
        assertThat(NAR.jarsByClass()).allSatisfy((name, jars) -> assertThat(jars).hasSize(1));
    }

    @Test
    void hangsBelowTheStandardServices() {
        assertThat(NAR.text("META-INF/MANIFEST.MF"))
                .contains("Nar-Id: nifi-userimport-nar")
                .contains("Nar-Dependency-Id: nifi-standard-services-api-nar");
    }

    @Test
    void tellsNiFiOfEveryComponent() {
        final Map<String, byte[]> jar = NarFile.unzip(NAR.jars().get("nifi-userimport-processors"));
        final Set<String> registered = new TreeSet<>();
        jar.forEach(
                (path, content) -> {
                    if (path.startsWith(SERVICES)) {
                        new String(content, StandardCharsets.UTF_8)
                                .lines()
                                .map(String::strip)
                                .filter(each -> !each.isEmpty() && !each.startsWith("#"))
                                .forEach(registered::add);
                    }
                });
        assertThat(registered).isNotEmpty();
        assertThat(COMPONENTS.keySet()).isEqualTo(registered);
    }

    @Test
    void documentsEveryComponent() {
        assertThat(COMPONENTS)
                .allSatisfy(
                        (name, component) -> {
                            assertThat(text(component, "description")).isNotBlank();
                            assertThat(elements(component, "tag")).isNotEmpty();
                            assertThat(NAR.files())
                                    .containsKey(
                                            Text.format(
                                                    "META-INF/docs/additional-details/%s/additionalDetails.md",
                                                    name));
                        });
    }

    @Test
    void documentsEveryProperty() {
        assertThat(COMPONENTS.values())
                .flatExtracting(each -> elements(each, "property"))
                .isNotEmpty()
                .allSatisfy(
                        each ->
                                assertThat(text(each, "description"))
                                        .as(text(each, "name"))
                                        .isNotBlank());
    }

    @Test
    void offersThePoolToEveryProcessorThatTakesADatabase() {
        final Element pool =
                COMPONENTS.get("io.github.nifiuserimport.services.PostgreSQLConnectionPool");
        assertThat(elements(pool, "providedServiceAPI"))
                .extracting(each -> text(each, "className"))
                .contains("org.apache.nifi.dbcp.DBCPService");
        assertThat(elements(pool, "property"))
                .extracting(each -> text(each, "name"))
                .contains("Database Connection URL", "Database User", "Password", "TLS Mode");
    }

    @Test
    void namesTheLicenseOfEveryJar() {
        final Set<String> others = new TreeSet<>(NAR.jars().keySet());
        others.removeIf(each -> each.startsWith(OURS));
        assertThat(NAR.text("META-INF/LICENSE"))
                .contains("Apache License")
                .contains(others.stream().map(each -> "\n  " + each + "\n").toList());
        assertThat(NAR.text("META-INF/NOTICE")).containsIgnoringCase("fastcsv").contains("Jackson");
    }
}
