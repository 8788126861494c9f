// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a template is to be set up.
 *
 * @param template its file
 * @param position of its group on the canvas
 * @param parameters all that are not left as the template has them
 * @param inbox the folder that its files are dropped into; empty when it watches none
 * @param hasNewSecrets whether sensitive parameters differ from those of an earlier run: what an
 *     earlier run has set cannot be read back
 * @param usesGcs whether its Google Cloud components run; else they are left alone, whether NiFi
 *     has them or not
 * @param onCluster whether NiFi is one
 */
record FlowSetup(
        Path template,
        Position position,
        List<Parameter> parameters,
        Optional<Path> inbox,
        boolean hasNewSecrets,
        boolean usesGcs,
        boolean onCluster) {

    private static final String GCP = "org.apache.nifi.processors.gcp.";

    /** The name of its group: the one the template has. */
    String name() {
        try {
            return new ObjectMapper()
                    .readTree(template.toFile())
                    .path("flowContents")
                    .path("name")
                    .asText();
        } catch (final IOException e) {
            throw new StartException("Cannot read " + template + ": " + e.getMessage(), e);
        }
    }

    /** Its file, for people. */
    String file() {
        return "templates/" + template.getFileName();
    }

    /** Whether components of that type are to run. */
    boolean uses(final String type) {
        return usesGcs || !type.startsWith(GCP);
    }
}
