// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.job.sort.TemporaryFile;
import io.github.nifiuserimport.job.sort.TemporaryFiles;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * The properties that say which files are applied in order of their keys, and where they are
 * sorted.
 */
final class SortProperties {

    static final PropertyDescriptor SORT_FILES_FROM =
            new PropertyDescriptor.Builder()
                    .name("Sort Files From")
                    .description(
                            """
                            CSV files of this size or more are sorted by the column that names the
                            user before they are applied, so that they do not take longer per row the
                            more users there are. The outcome is the same as in file order. Files in
                            which a row has a device or a new user ID, and the like, are always
                            applied in file order. A very large value turns sorting off.
                            """)
                    .required(true)
                    .defaultValue("1 MB")
                    .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                    .build();

    static final PropertyDescriptor TEMPORARY_FOLDER =
            new PropertyDescriptor.Builder()
                    .name("Temporary Folder")
                    .description(
                            """
                            Where files are sorted, on the machine that runs NiFi; each takes about
                            its own size (unpacked) while it is imported. If empty, Java's temporary
                            folder. If there is no room or no permission, the file is applied in file
                            order, and a warning says so.
                            """)
                    .required(false)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .build();

    /** Fits into any folder that is of use. */
    private static final int PROBE_BYTES = 64 * 1024;

    private SortProperties() {}

    static SortSettings settings(final PropertyContext context) {
        return SortSettings.of(
                context.getProperty(SORT_FILES_FROM).asDataSize(DataUnit.B).longValue(),
                folder(context));
    }

    private static Path folder(final PropertyContext context) {
        final String folder =
                context.getProperty(TEMPORARY_FOLDER).evaluateAttributeExpressions().getValue();
        return Path.of(
                folder == null || folder.isBlank() ? System.getProperty("java.io.tmpdir") : folder);
    }

    /** Writes a temporary file, and tells how much room there is. */
    static ConfigVerificationResult verify(final PropertyContext context) {
        final String step = "Write a temporary file";
        try {
            final Path folder = folder(context);
            try (TemporaryFile file = TemporaryFiles.in(folder).open()) {
                file.write(new byte[PROBE_BYTES], 0, PROBE_BYTES);
            }
            return VerificationResult.of(
                    step,
                    Outcome.SUCCESSFUL,
                    Text.format(
                            "Large files are sorted in %s, which has room for %,d MB",
                            folder, Files.getFileStore(folder).getUsableSpace() / 1_000_000));
        } catch (final IOException | IllegalArgumentException failed) {
            return VerificationResult.of(
                    step,
                    Outcome.FAILED,
                    "All files are applied in file order, which takes longer where there are many"
                            + " users: "
                            + failed.getMessage());
        }
    }
}
