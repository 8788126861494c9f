// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/**
 * Google Cloud Storage as the {@code gcs.*} parameters of a template say it is reached.
 *
 * @param credentials the service that has them
 */
record GcsStorage(String credentials) {

    /** The package of NiFi's processors for it. */
    static final String PROCESSORS = "org.apache.nifi.processors.gcp.storage.";

    static GcsStorage on(final Canvas canvas) {
        return new GcsStorage(
                canvas.service(
                        "org.apache.nifi.processors.gcp.credentials.service"
                                + ".GCPCredentialsControllerService",
                        "Google Cloud credentials",
                        Map.of("service-account-json-file", "#{gcs.credentials.file}")));
    }

    /** What each of its processors is to know. */
    ProcessorConfig access() {
        return new ProcessorConfig()
                .property("GCP Credentials Provider Service", credentials)
                .property("gcp-project-id", "#{gcs.project}")
                .property("storage-api-url", "#{gcs.api.url}");
    }
}
