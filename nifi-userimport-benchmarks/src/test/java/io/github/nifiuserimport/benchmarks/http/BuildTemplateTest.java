// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.nifiuserimport.benchmarks.Baseline;
import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildTemplateTest {

    private static final Path TEMPLATE =
            Installation.root().resolve("templates").resolve(ApiFlow.TEMPLATE);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aBaselineHasItsBundleSchemaAndParameterContextsOfItsOwn() throws Exception {
        final Bundle bundle =
                new Bundle("io.github.nifiuserimport", "nifi-userimport-nar", "1.0.0-29f8c20");
        final String flow =
                new String(
                        BuildTemplate.of(
                                TEMPLATE, new Build("29f8c20", bundle, "userimport_baseline")),
                        StandardCharsets.UTF_8);

        assertThat(flow)
                .contains(
                        "\"artifact\":\"nifi-userimport-nar\",\"version\":\"1.0.0-29f8c20\"",
                        "\"Schema\":\"userimport_baseline\"",
                        "\"parameterContextName\":\"29f8c20: user-import-api\"",
                        "\"inheritedParameterContexts\":[\"29f8c20: userimport-database\"]",
                        "\"parameterContexts\":{\"29f8c20: user-import-api\":{")
                .doesNotContain(
                        "\"artifact\":\"nifi-userimport-nar\",\"version\":\"1.0.0\"",
                        "\"user-import-api\"",
                        "\"userimport-database\"");
    }

    @Test
    void thePresentBuildTakesItAsItIs() throws Exception {
        assertThat(json.readTree(BuildTemplate.of(TEMPLATE, Baseline.present())))
                .isEqualTo(json.readTree(TEMPLATE.toFile()));
    }
}
