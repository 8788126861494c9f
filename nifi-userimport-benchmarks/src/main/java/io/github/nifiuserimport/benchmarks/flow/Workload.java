// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.users.Snapshot;
import java.util.Arrays;
import java.util.List;

/** The imports that are timed, in the order in which they follow one upon the other. */
public enum Workload {
    FIRST("first import", Snapshot.FIRST),
    UNCHANGED("unchanged re-import", Snapshot.FIRST),
    TENTH("10 % changed", Snapshot.TENTH),
    CHANGED("all changed", Snapshot.CHANGED);

    private final String text;
    private final Snapshot snapshot;

    Workload(final String text, final Snapshot snapshot) {
        this.text = text;
        this.snapshot = snapshot;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** All of them. */
    public static List<Workload> all() {
        return Arrays.asList(values());
    }

    @Override
    public String toString() {
        return text;
    }
}
