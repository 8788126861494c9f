// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import java.util.function.Consumer;

/** Measurements that have a section of the report in common. */
public interface Suite {

    /** As {@code --only} has it. */
    String name();

    /**
     * Measures.
     *
     * @param section takes the section's text in Markdown; more than once while it grows, so that a
     *     run that is cut off leaves what it has
     * @throws SkippedException when something it needs is not there
     */
    void run(Plan plan, Consumer<String> section) throws Exception;
}
