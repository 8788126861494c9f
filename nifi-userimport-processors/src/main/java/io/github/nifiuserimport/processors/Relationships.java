// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.apache.nifi.processor.Relationship;

/** The relationships of a processor as a set. */
final class Relationships {

    private Relationships() {}

    /**
     * In the order given, which the NAR's manifest keeps. {@code Set.of} has another order in every
     * JVM, and so no two builds of the NAR would be the same.
     */
    static SequencedSet<Relationship> inOrder(final Relationship... relationships) {
        return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(List.of(relationships)));
    }
}
