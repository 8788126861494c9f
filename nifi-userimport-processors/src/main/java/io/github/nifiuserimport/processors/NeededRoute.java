// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.text.Text;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.Relationship;

/** A relationship that has to lead somewhere, or the processor works in vain. */
final class NeededRoute {

    private NeededRoute() {}

    /**
     * Fails if the relationship is terminated.
     *
     * @param otherwise what then becomes of imports, as a clause
     */
    static ConfigVerificationResult verify(
            final ProcessContext context, final Relationship needed, final String otherwise) {
        final boolean dropped = context.isAutoTerminated(needed);
        final String name = needed.getName();
        return VerificationResult.of(
                Text.format("Check where \"%s\" leads", name),
                dropped ? Outcome.FAILED : Outcome.SUCCESSFUL,
                dropped
                        ? Text.format(
                                "\"%s\" is terminated automatically: %s. Route it to the next processor",
                                name, otherwise)
                        : "It has a connection");
    }
}
