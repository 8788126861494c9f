// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.text.Text;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.Relationship;

/** A relationship without which a processor does its work for nothing. */
final class NeededRoute {

    private NeededRoute() {}

    /**
     * Says whether a flow drops what comes out of one.
     *
     * @param otherwise what becomes of imports then
     */
    static ConfigVerificationResult verify(
            final ProcessContext context, final Relationship needed, final String otherwise) {
        final boolean dropped = context.isAutoTerminated(needed);
        final String name = needed.getName();
        return new ConfigVerificationResult.Builder()
                .verificationStepName(Text.format("Look where \"%s\" leads", name))
                .outcome(dropped ? Outcome.FAILED : Outcome.SUCCESSFUL)
                .explanation(
                        dropped
                                ? Text.format(
                                        "\"%s\" is terminated automatically: %s. Route it to the next processor",
                                        name, otherwise)
                                : "On its connection")
                .build();
    }
}
