// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Table;
import java.util.function.Consumer;

/** What was measured so far: a table that grows. */
final class Figures {

    private final Table table = new Table("Over HTTP", "measured");
    private final Consumer<String> section;

    Figures(final Consumer<String> section) {
        this.section = section;
    }

    void add(final String what, final String figure) {
        Progress.say("%s: %s", what, figure);
        table.row(what, figure);
        section.accept(table.toString());
    }
}
