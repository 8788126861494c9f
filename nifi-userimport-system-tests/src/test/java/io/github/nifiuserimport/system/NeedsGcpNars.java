// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where NiFi's GCP NARs are not given, and says so. */
final class NeedsGcpNars implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(final ExtensionContext context) {
        if (ExtraNars.haveGcp()) {
            return ConditionEvaluationResult.enabled("the GCP NARs are there");
        }
        final String reason =
                context.getDisplayName()
                        + " is not run: it needs nifi-gcp-nar and nifi-gcp-services-api-nar, which"
                        + " Maven Central does not have. Copy them from the lib folder of a NiFi"
                        + " 2.3.0 into a folder and run ./verify -Dnifi.extra.nars=FOLDER";
        // The report has it too, but who looks there for what did not fail?
        System.out.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
