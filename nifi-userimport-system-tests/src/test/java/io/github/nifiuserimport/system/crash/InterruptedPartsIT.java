// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.CrashEnvironment.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nor does it show afterwards that a file was cut off that is imported in parts, side by side. */
@ExtendWith(SharedCrashEnvironment.class)
class InterruptedPartsIT {

    private static CrashEnvironment environment;

    @BeforeAll
    static void importUndisturbed(final CrashEnvironment shared) {
        environment = shared;
        environment.reference(Kind.IN_PARTS);
    }

    static Stream<Arguments> rounds() {
        return Stream.concat(inFileOrder(), sorted());
    }

    private static Stream<Arguments> inFileOrder() {
        return Stream.of(new NifiKilled(), DatabaseDown.killed(), new ConnectionCut())
                .flatMap(interruption -> Rounds.of(interruption, Kind.IN_PARTS));
    }

    private static Stream<Arguments> sorted() {
        return Stream.of(NifiKilled.whereFilesAreSorted())
                .flatMap(interruption -> Rounds.of(interruption, Kind.IN_PARTS_SORTED));
    }

    @ParameterizedTest(name = "{0}: {1}, round {2} of seed {3}: {4}")
    @MethodSource("rounds")
    void endsAsIfUndisturbed(
            final Kind kind,
            final String name,
            final int round,
            final long seed,
            final InterruptionPoint point,
            final Interruption interruption) {
        environment.interrupt(kind, interruption, point);
    }
}
