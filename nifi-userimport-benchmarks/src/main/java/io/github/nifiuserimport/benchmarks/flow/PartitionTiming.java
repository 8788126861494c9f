// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.Baseline;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PartitionUserImport, making two parts of a file. */
final class PartitionTiming {

    private static final int PARTS = 2;

    private final TimedFlow flow;
    private final Sample seconds = new Sample();

    /**
     * @param folder with room for its files
     */
    PartitionTiming(final NifiClient nifi, final Path folder) throws IOException {
        final String group =
                nifi.groups().create(nifi.groups().root(), "PartitionUserImport", Position.ORIGIN);
        flow =
                new TimedFlow(
                        nifi,
                        Files.createDirectories(folder.resolve("split")),
                        group,
                        Baseline.present().bundle(),
                        "io.github.nifiuserimport.processors.PartitionUserImport",
                        config(),
                        false,
                        "parts",
                        List.of("failure"),
                        "original");
    }

    private static ProcessorConfig config() {
        return new ProcessorConfig().property("Parts", Integer.toString(PARTS));
    }

    /** Splits the file of a lane, without taking the time. */
    void warmUp(final Lane lane, final int users) throws IOException {
        flow.run(config(), lane.files(Snapshot.FIRST, users, 1), PARTS);
    }

    /** Splits the file of a lane. */
    void measure(final Lane lane, final int users) throws IOException {
        seconds.add(flow.run(config(), lane.files(Snapshot.FIRST, users, 1), PARTS));
        Progress.say("PartitionUserImport: %.2f s", seconds.last());
    }

    /** Nothing while there is nothing to tell. */
    String report() {
        return seconds.size() == 0
                ? ""
                : Text.format(
                        "%nTo split the file into two parts, PartitionUserImport takes %.1f s.%n",
                        seconds.median());
    }
}
