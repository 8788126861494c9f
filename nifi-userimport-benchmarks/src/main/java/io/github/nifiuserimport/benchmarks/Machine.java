// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine, in the words of a data sheet: nothing that tells which one it is. */
final class Machine {

    private Machine() {}

    static String description() {
        final OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Table("Machine", "")
                .row("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()))
                .row("Processor", processor())
                .row("Memory", Math.round(system.getTotalMemorySize() / 1e9) + " GB")
                .row("Operating system", operatingSystem())
                .row("JDK", System.getProperty("java.vm.name") + " " + Runtime.version())
                .row("NiFi", Versions.of("nifi"))
                .row("PostgreSQL", Versions.of("postgresql"))
                .row("FastCSV", Versions.of("fastcsv"))
                .toString();
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (final IOException | RuntimeException unknown) {
            return System.getProperty("os.arch");
        }
    }

    private static String operatingSystem() {
        final String kernel =
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version").replaceFirst("[-+].*", "");
        try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
            return lines.filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .map(name -> name + ", " + kernel)
                    .findFirst()
                    .orElse(kernel);
        } catch (final IOException | RuntimeException unknown) {
            return kernel;
        }
    }
}
