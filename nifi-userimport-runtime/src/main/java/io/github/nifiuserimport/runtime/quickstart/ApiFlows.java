// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.util.function.Consumer;

/** The flows besides that of the inbox: that of the HTTP APIs, and that of a bucket. */
final class ApiFlows {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private ApiFlows() {}

    /**
     * Starts what can run. A flow that cannot is told of, and the other goes on without it.
     *
     * @param port of the HTTP APIs
     * @param complaints is told of what cannot run
     * @return whether the HTTP APIs answer
     */
    static boolean start(
            final NifiClient nifi,
            final FlowSetups flows,
            final int port,
            final Consumer<String> complaints)
            throws InterruptedException {
        final boolean runs = start(nifi, flows.api(), complaints);
        flows.bucket().ifPresent(setup -> start(nifi, setup, complaints));
        if (!runs) {
            return false;
        }
        final boolean answers = ApiProbe.await(port, TIMEOUT);
        if (!answers) {
            complaints.accept("The HTTP APIs do not answer on port " + port);
        }
        return answers;
    }

    private static boolean start(
            final NifiClient nifi, final FlowSetup setup, final Consumer<String> complaints) {
        try {
            TemplateFlow.start(nifi, setup);
            return true;
        } catch (final RestException e) {
            complaints.accept(
                    Text.format("The flow of %s is not running: %s", setup.file(), e.getMessage()));
            return false;
        }
    }
}
