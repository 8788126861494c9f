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
 * Where FlowFiles wait for another try: on the relationship {@code retry}, which has to lead back
 * to the processor. If it is terminated instead, they stay in the incoming queue: NiFi asks
 * everyone who draws a flow to terminate unused relationships, and nobody who does so wants to lose
 * files while the database is away.
 */
final class RetryRoute {

    private RetryRoute() {}

    /** Penalizes an incoming FlowFile and sends it to where it waits. */
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
        return VerificationResult.of(
                "Find where files wait for another try",
                Outcome.SUCCESSFUL,
                context.isAutoTerminated(retry)
                        ? Text.format(
                                "Warning: \"%s\" is terminated automatically, which would lose files while"
                                        + " the database is unavailable. They stay in the incoming"
                                        + " queue instead. To see which files are waiting, route"
                                        + " \"%s\" back to this processor",
                                name, name)
                        : Text.format("Files wait on the connection of \"%s\"", name));
    }
}
