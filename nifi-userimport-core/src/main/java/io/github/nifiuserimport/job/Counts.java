// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/** How many there are of each {@link Count}. Immutable. */
public final class Counts {

    /** Nothing of anything. */
    public static final Counts NONE = new Counts(new long[Count.values().length]);

    private final long[] numbers;

    private Counts(final long[] numbers) {
        this.numbers = numbers;
    }

    /** How many there are. */
    public long get(final Count count) {
        return numbers[count.ordinal()];
    }

    /** How many there are of all that is counted of a kind, such as users. */
    public long sum(final Count.Kind kind) {
        return kind.counts().stream().mapToLong(this::get).sum();
    }

    /** So many more of one count. */
    public Counts plus(final Count count, final long number) {
        final long[] more = numbers.clone();
        more[count.ordinal()] += number;
        return new Counts(more);
    }

    /** Both together. */
    public Counts plus(final Counts other) {
        return with(other, (mine, others) -> mine + others);
    }

    /** What has been added since earlier counts. */
    public Counts minus(final Counts earlier) {
        return with(earlier, (mine, others) -> mine - others);
    }

    private Counts with(final Counts other, final LongBinaryOperator operator) {
        final long[] both = new long[numbers.length];
        Arrays.setAll(both, i -> operator.applyAsLong(numbers[i], other.numbers[i]));
        return new Counts(both);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Counts counts && Arrays.equals(numbers, counts.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    /** Those that are not 0: {@code {rows=3, applied=3}}. */
    @Override
    public String toString() {
        return Arrays.stream(Count.values())
                .filter(count -> get(count) != 0)
                .map(count -> count.jsonName() + "=" + get(count))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
