// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.system.crash.CrashEnvironment.Kind;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How often, and when, each interruption is to happen. */
final class Rounds {

    private static final long SEED =
            Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);

    private static final Pattern ONLY = Pattern.compile(System.getProperty("crash.only", ""));

    private Rounds() {}

    /**
     * The rounds of a way to interrupt what is no import, each with its number, and with a moment
     * between 0, the beginning, and 1, the end.
     *
     * @param rounds when nobody says how many
     */
    static Stream<Arguments> of(final Object way, final int rounds) {
        if (!ONLY.matcher(way.toString()).find()) {
            return Stream.empty();
        }
        return IntStream.rangeClosed(1, Integer.getInteger("crash.rounds", rounds))
                .mapToObj(
                        round ->
                                Arguments.of(
                                        way,
                                        round,
                                        SEED,
                                        new Random(Objects.hash(SEED, way.toString(), round))
                                                .nextDouble()));
    }

    /**
     * The rounds of an interruption, each with its number, and with its moment in the file of a
     * kind.
     */
    static Stream<Arguments> of(final Interruption interruption, final Kind kind) {
        if (!ONLY.matcher(interruption.name()).find()) {
            return Stream.empty();
        }
        final CrashFile file = kind.file();
        final List<Place> places = interruption.places();
        return IntStream.rangeClosed(1, Integer.getInteger("crash.rounds", interruption.rounds()))
                .mapToObj(
                        round ->
                                Arguments.of(
                                        kind,
                                        interruption.name(),
                                        round,
                                        SEED,
                                        InterruptionPoint.in(
                                                places.get((round - 1) % places.size()),
                                                file,
                                                new Random(
                                                        Objects.hash(
                                                                SEED, interruption.name(), round))),
                                        interruption));
    }
}
