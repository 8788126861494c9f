// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import java.util.List;

/** Dashly's API. */
record DashlyFlow(ApiFlow api) {

    static final String PATH = "/users/import";

    static DashlyFlow start(final TestSystem system, final String app) {
        return new DashlyFlow(ApiFlow.start(system, app, List.of()));
    }

    /** Somebody with the app's token. */
    ApiClient client() {
        return api.anybody().with("Authorization", "Token " + api.key());
    }

    /** Sends a file with semicolons between its cells. */
    ApiResponse send(final String fileName, final String content) {
        return client().multipart(
                        PATH,
                        new Multipart()
                                .file("file", fileName, content)
                                .field("delimiter", ";")
                                .field("app", "$self_app"));
    }

    /** Sends a file with semicolons between its cells, and waits for its import. */
    Job imported(final String fileName, final String content) {
        return api.await(jobId(send(fileName, content)));
    }

    /** The id that a good answer holds. */
    static String jobId(final ApiResponse answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer.json().at("/data/import_id").asText();
    }
}
