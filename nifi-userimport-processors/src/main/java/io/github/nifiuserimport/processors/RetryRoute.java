// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.text.Text;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/**
 * Where FlowFiles wait for their next try: behind a relationship that is to lead back, or, where a
 * flow drops what comes out of that, in the queue they came from. Whoever draws a flow from scratch
 * is told by NiFi to terminate relationships; nobody who does means to lose a file while the
 * database is away.
 */
final class RetryRoute {

    private RetryRoute() {}

    /** Sends a FlowFile of the session's input to where it waits for a while. */
    static void take(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final Relationship retry) {
        final FlowFile waiting = session.penalize(file);
        if (context.isAutoTerminated(retry)) {
            session.transfer(waiting);
        } else {
            session.transfer(waiting, retry);
        }
    }

    /** Says where they wait. */
    static ConfigVerificationResult verify(final ProcessContext context, final Relationship retry) {
        final String name = retry.getName();
        return new ConfigVerificationResult.Builder()
                .verificationStepName("Look where files wait for their next try")
                .outcome(Outcome.SUCCESSFUL)
                .explanation(
                        context.isAutoTerminated(retry)
                                ? Text.format(
                                        "Warning: \"%s\" is terminated automatically, which would lose"
                                                + " files while the database is away. They are kept in"
                                                + " the incoming queue instead. To see which ones wait,"
                                                + " route \"%s\" back to this processor",
                                        name, name)
                                : Text.format("On the connection of \"%s\"", name))
                .build();
    }
}
