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

/** The step of a verification that tells whether the Record Reader changes values of files. */
final class ReaderVerification {

    private static final String STEP = "Read with the Record Reader";

    private ReaderVerification() {}

    /**
     * One result; or one for each way in which the reader changes what it reads.
     *
     * @param attributes for Expression Language in the reader's properties, as given in the dialog
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
                    VerificationResult.of(
                            STEP,
                            Outcome.SUCCESSFUL,
                            "Files are read as CSV in UTF-8; no value is changed"));
        }
        if (readers instanceof RowFormatService own) {
            return List.of(own(own, attributes));
        }
        final Optional<Map<String, String>> changes =
                CsvReaderProbe.changes(
                        content -> readers.createRecordReader(attributes, content, -1, log));
        if (changes.isEmpty()) {
            return List.of(
                    VerificationResult.of(
                            STEP,
                            Outcome.SUCCESSFUL,
                            "The reader is not NiFi's CSVReader: its values are used as they are"));
        }
        final List<ConfigVerificationResult> results = new ArrayList<>();
        changes.get()
                .forEach(
                        (name, change) ->
                                results.add(
                                        VerificationResult.of(
                                                STEP + ": " + name, Outcome.FAILED, change)));
        return results.isEmpty()
                ? List.of(
                        VerificationResult.of(
                                STEP,
                                Outcome.SUCCESSFUL,
                                "CSVReader passes on the text of the file; all attributes of users are"
                                        + " text, unless the reader's schema says otherwise"))
                : results;
    }

    private static ConfigVerificationResult own(
            final RowFormatService own, final Map<String, String> attributes) {
        try {
            own.rowFormat(attributes);
            return VerificationResult.of(STEP, Outcome.SUCCESSFUL, "No value is changed");
        } catch (final IllegalArgumentException setting) {
            return VerificationResult.of(STEP, Outcome.FAILED, setting.getMessage());
        }
    }
}
