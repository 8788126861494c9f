// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import io.github.nifiuserimport.services.UserImportCSVReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.serialization.RecordReaderFactory;

/** The readers that are compared. */
public enum ComparedReader {
    OURS_TYPED("UserImportCSVReader, typed"),
    OURS_TEXT("UserImportCSVReader, all text"),
    FAST_CSV_INFERRED("CSVReader, FastCSV, schema inferred"),
    FAST_CSV_STRINGS("CSVReader, FastCSV, all strings"),
    COMMONS_CSV_INFERRED("CSVReader, Commons CSV, schema inferred"),
    COMMONS_CSV_STRINGS("CSVReader, Commons CSV, all strings"),
    JACKSON_CSV_INFERRED("CSVReader, Jackson CSV, schema inferred"),
    JACKSON_CSV_STRINGS("CSVReader, Jackson CSV, all strings"),
    BARE_FAST_CSV("FastCSV alone, all strings");

    private static final String NIFIS = "org.apache.nifi.csv.CSVReader";

    private final String text;

    ComparedReader(final String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * What reads a file with it.
     *
     * @param jars NiFi's, unpacked
     */
    FileReading reading(final Path jars) throws Exception {
        return switch (this) {
            case BARE_FAST_CSV -> new BareReading();
            case OURS_TYPED -> new RecordReading(new UserImportCSVReader(), Map.of());
            case OURS_TEXT ->
                    new RecordReading(new UserImportCSVReader(), Map.of("Value Types", "Text"));
            default -> new RecordReading(nifis(jars), nifisProperties());
        };
    }

    private static RecordReaderFactory nifis(final Path jars) throws Exception {
        return NifiJars.in(jars)
                .loadClass(NIFIS)
                .asSubclass(RecordReaderFactory.class)
                .getConstructor()
                .newInstance();
    }

    private Map<String, String> nifisProperties() {
        final int parser = name().lastIndexOf('_');
        return Map.of(
                "csv-reader-csv-parser",
                name().substring(0, parser).toLowerCase(Locale.ROOT).replace('_', '-'),
                "schema-access-strategy",
                name().endsWith("INFERRED") ? "infer-schema" : "csv-header-derived");
    }
}
