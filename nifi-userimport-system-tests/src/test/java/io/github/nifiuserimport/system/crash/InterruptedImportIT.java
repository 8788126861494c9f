// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.CrashEnvironment.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever cuts an import off, it goes on by itself and ends as if nothing had happened: one job,
 * every row applied once, every rejected row told once.
 */
@ExtendWith(SharedCrashEnvironment.class)
class InterruptedImportIT {

    private static CrashEnvironment environment;

    @BeforeAll
    static void importUndisturbed(final CrashEnvironment shared) {
        environment = shared;
        environment.reference(Kind.WHOLE);
    }

    static Stream<Arguments> rounds() {
        return Stream.concat(inFileOrder(), sorted());
    }

    private static Stream<Arguments> inFileOrder() {
        return Stream.of(
                        new NifiKilled(),
                        DatabaseDown.killed(),
                        DatabaseDown.stopped(),
                        new ConnectionCut(),
                        new WritesRefused(),
                        new ProcessorStopped(),
                        new ProcessorTerminated(),
                        new Deadlock(),
                        Replayed.meanwhile(),
                        Replayed.afterwards())
                .flatMap(interruption -> Rounds.of(interruption, Kind.WHOLE));
    }

    private static Stream<Arguments> sorted() {
        return Stream.of(
                        NifiKilled.whereFilesAreSorted(),
                        DatabaseDown.killed(),
                        new ProcessorStopped())
                .flatMap(interruption -> Rounds.of(interruption, Kind.WHOLE_SORTED));
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
