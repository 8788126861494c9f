// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.util.Map;

/**
 * Fetches objects of Google Cloud Storage with InvokeHTTP. NiFi's FetchGCSObject takes a FlowFile
 * whose content is refused back into its queue, whatever leads away from it, and tries again for
 * ever.
 */
final class ObjectFetch {

    /** Where FlowFiles come out that were not fetched, tries and all. */
    static final String[] FAILED = {"No Retry", "Retry", "Failure"};

    /** Where what was fetched comes out. */
    static final String FETCHED = "Response";

    private static final int TRIES = 3;

    private ObjectFetch() {}

    /**
     * Places it and returns its id.
     *
     * @param bucket the bucket, as an attribute's name
     * @param object the object, as an attribute's name
     * @param more what follows in the address
     * @param config more of its set-up
     */
    static String on(
            final Canvas canvas,
            final String bucket,
            final String object,
            final String more,
            final double x,
            final double y,
            final ProcessorConfig config) {
        final String tokens =
                canvas.service(
                        Canvas.OURS + "services.GoogleAccessTokenProvider",
                        "Google Cloud tokens",
                        Map.of("Service Account Key File", "#{gcs.credentials.file}"));
        return canvas.processor(
                Canvas.STANDARD + "InvokeHTTP",
                "Fetch the object",
                x,
                y,
                config.property(
                                "HTTP URL",
                                "${#{gcs.api.url}:replaceEmpty('https://storage.googleapis.com')}"
                                        + "/storage/v1/b/${"
                                        + bucket
                                        + ":urlEncode()}/o/${"
                                        + object
                                        + ":urlEncode():replaceAll('[+]', '%20')}?alt=media"
                                        + more)
                        .property("Request OAuth2 Access Token Provider", tokens)
                        .property("Socket Read Timeout", "1 min")
                        // Who asks for the job is to know soon that it failed.
                        .penalty("1 sec")
                        .retry(TRIES - 1, FAILED)
                        .terminate("Original"));
    }
}
