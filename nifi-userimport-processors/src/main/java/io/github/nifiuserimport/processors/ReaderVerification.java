// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.record.CsvReaderProbe;
import io.github.nifiuserimport.services.RowFormatService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Says in a processor's verification whether its reader takes files as they are. */
final class ReaderVerification {

    private static final String STEP = "Read with the Record Reader";

    private ReaderVerification() {}

    /**
     * One result, or one for each way in which the reader changes what it reads.
     *
     * @param attributes that somebody has given a value to, for the reader's Expression Language
     */
    static List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog log,
            final Map<String, String> attributes) {
        final RecordReaderFactory readers =
                context.getProperty(ReaderProperty.RECORD_READER)
                        .asControllerService(RecordReaderFactory.class);
        if (readers == null) {
            return List.of(
                    result(
                            STEP,
                            Outcome.SUCCESSFUL,
                            "Files are read as CSV in UTF-8, as they are"));
        }
        if (readers instanceof RowFormatService own) {
            return List.of(own(own, attributes));
        }
        final Optional<Map<String, String>> changes =
                CsvReaderProbe.changes(
                        content -> readers.createRecordReader(attributes, content, -1, log));
        if (changes.isEmpty()) {
            return List.of(
                    result(
                            STEP,
                            Outcome.SUCCESSFUL,
                            "It is not NiFi's CSVReader: what it hands over is taken as it is"));
        }
        final List<ConfigVerificationResult> results = new ArrayList<>();
        changes.get()
                .forEach(
                        (name, change) ->
                                results.add(result(STEP + ": " + name, Outcome.FAILED, change)));
        return results.isEmpty()
                ? List.of(
                        result(
                                STEP,
                                Outcome.SUCCESSFUL,
                                "CSVReader hands over text as it is in the file; all of a user's"
                                        + " attributes are text, unless its schema says otherwise"))
                : results;
    }

    private static ConfigVerificationResult own(
            final RowFormatService own, final Map<String, String> attributes) {
        try {
            own.rowFormat(attributes);
            return result(STEP, Outcome.SUCCESSFUL, "Files are read as they are");
        } catch (final IllegalArgumentException setting) {
            return result(STEP, Outcome.FAILED, setting.getMessage());
        }
    }

    private static ConfigVerificationResult result(
            final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(step)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }
}
