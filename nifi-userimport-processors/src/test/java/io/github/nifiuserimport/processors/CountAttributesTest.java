// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import java.util.Arrays;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountAttributesTest {

    @ParameterizedTest
    @ValueSource(classes = {PutUserImport.class, FetchUserImportStatus.class})
    void everyCountIsAmongTheAttributesThatAProcessorSaysItWrites(final Class<?> processor) {
        assertThat(processor.getAnnotation(WritesAttributes.class).value())
                .extracting(WritesAttribute::attribute)
                .containsAll(Arrays.stream(Count.values()).map(Count::attribute).toList());
    }
}
