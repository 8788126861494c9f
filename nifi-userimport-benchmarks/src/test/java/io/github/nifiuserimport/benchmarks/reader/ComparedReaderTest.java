// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The readers that are compared read the same. */
class ComparedReaderTest {

    private static final int ROWS = 20;

    @TempDir static Path jars;

    @BeforeAll
    static void unpack() throws IOException {
        NifiJars.unpack(jars);
    }

    @ParameterizedTest
    @EnumSource
    void everyReaderReadsEveryValueOfEveryFile(final ComparedReader reader) throws Exception {
        for (final ReaderFile file : ReaderFile.values()) {
            assertThat(read(reader, file)).isEqualTo(read(ComparedReader.BARE_FAST_CSV, file));
        }
    }

    @Test
    void jmhRunsThem() throws RunnerException {
        System.setProperty(ReaderBenchmark.JARS, jars.toString());
        System.setProperty(ReaderBenchmark.ROWS, Integer.toString(ROWS));
        try {
            final double speed =
                    ReaderSuite.speed(
                            ReaderFile.NARROW,
                            ComparedReader.FAST_CSV_STRINGS,
                            new OptionsBuilder()
                                    .forks(0)
                                    .warmupIterations(0)
                                    .measurementIterations(1)
                                    .measurementTime(TimeValue.milliseconds(50)));
            assertThat(speed).isPositive();
        } finally {
            System.clearProperty(ReaderBenchmark.JARS);
            System.clearProperty(ReaderBenchmark.ROWS);
        }
    }

    private static List<String> read(final ComparedReader reader, final ReaderFile file)
            throws Exception {
        final List<String> values = new ArrayList<>();
        final int records =
                reader.reading(jars)
                        .read(
                                file.content(ROWS),
                                value ->
                                        values.add(
                                                String.valueOf(value).replaceFirst("\\.?0$", "")));
        assertThat(records).isEqualTo(ROWS);
        assertThat(values).hasSize(ROWS * file.columns());
        return values;
    }
}
