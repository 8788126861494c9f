// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reads a file from memory, every value of every record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReaderBenchmark {

    /** Where NiFi's jars are. */
    static final String JARS = "benchmark.jars";

    /** Rows instead of those a file has, to try it out. */
    static final String ROWS = "benchmark.rows";

    @Param public ReaderFile file;

    @Param public ComparedReader reader;

    private byte[] content;
    private int rows;
    private FileReading reading;

    @Setup
    public void prepare() throws Exception {
        rows = Integer.getInteger(ROWS, file.rows());
        content = file.content(rows);
        reading = reader.reading(Path.of(System.getProperty(JARS)));
    }

    @Benchmark
    public void read(final Blackhole blackhole) throws Exception {
        final int read = reading.read(content, blackhole::consume);
        if (read != rows) {
            throw new IllegalStateException(read + " records instead of " + rows);
        }
    }
}
