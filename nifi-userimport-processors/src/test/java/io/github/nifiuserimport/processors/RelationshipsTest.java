// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SequencedSet;
import java.util.ServiceLoader;
import org.apache.nifi.processor.Processor;
import org.junit.jupiter.api.Test;

class RelationshipsTest {

    /** Or builds of the same commit differ: the NAR's manifest lists relationships as they come. */
    @Test
    void everyProcessorHasThemInAnOrder() {
        assertThat(ServiceLoader.load(Processor.class))
                .filteredOn(
                        each -> each.getClass().getName().startsWith("io.github.nifiuserimport"))
                .isNotEmpty()
                .allSatisfy(
                        each ->
                                assertThat(each.getRelationships())
                                        .isInstanceOf(SequencedSet.class));
    }
}
