// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of one thing, round by round. */
public final class Sample {

    private final List<Double> values = new ArrayList<>();

    /** Adds what another round gave. */
    public void add(final double value) {
        values.add(value);
    }

    /** What the latest round gave. */
    public double last() {
        return values.getLast();
    }

    /** How many rounds there were. */
    public int size() {
        return values.size();
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        final List<Double> sorted = values.stream().sorted().toList();
        final int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** What so many in a hundred do not exceed. */
    public double percentile(final int percent) {
        final List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1));
    }

    public double lowest() {
        return Collections.min(values);
    }

    public double highest() {
        return Collections.max(values);
    }
}
