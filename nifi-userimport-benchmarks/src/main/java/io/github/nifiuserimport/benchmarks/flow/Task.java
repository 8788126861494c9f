// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.users.Edition;
import java.util.Arrays;
import java.util.List;

/** The imports that are timed, in the order in which they follow one upon the other. */
public enum Task {
    FIRST("first import", Edition.FIRST),
    UNCHANGED("unchanged re-import", Edition.FIRST),
    TENTH("10 % changed", Edition.TENTH),
    CHANGED("all changed", Edition.CHANGED);

    private final String text;
    private final Edition edition;

    Task(final String text, final Edition edition) {
        this.text = text;
        this.edition = edition;
    }

    public Edition edition() {
        return edition;
    }

    /** All of them. */
    public static List<Task> all() {
        return Arrays.asList(values());
    }

    @Override
    public String toString() {
        return text;
    }
}
