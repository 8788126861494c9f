// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which fields are added to or taken from, and not set. */
class FieldOperationsTest {

    private static final AttributeChange ADD_ONE = new Increment(BigDecimal.ONE, true);
    private static final AttributeChange SET_ONE = new Assign(1L);

    private static UserChange attributes(final Map<String, AttributeChange> changes) {
        return UserChange.builder().attributes(changes).build();
    }

    @Test
    void areThoseOfEachKind() {
        final UserChange change =
                UserChange.builder()
                        .attributes(
                                Map.of(
                                        "visits", ADD_ONE,
                                        "age", SET_ONE,
                                        "likes", Elements.removing(List.of("tea"))))
                        .eventTotals(
                                Map.of(
                                        "Purchase",
                                        new Merge(Map.of("count", ADD_ONE, "value", SET_ONE))))
                        .tags(Elements.adding(List.of("new")))
                        .build();
        assertThat(FieldOperations.of(List.of(change)))
                .isEqualTo(
                        Map.of(
                                "attributes", Map.of("visits", "increment", "likes", "elements"),
                                "events", Map.of("Purchase", Map.of("count", "increment")),
                                "tags", "elements"));
    }

    @Test
    void areNoneWhereAllIsSet() {
        assertThat(FieldOperations.of(List.of(attributes(Map.of("age", SET_ONE))))).isEmpty();
        assertThat(FieldOperations.of(List.of(UserChange.NONE))).isEmpty();
    }

    @Test
    void leaveOutWhatIsAlsoSet() {
        assertThat(
                        FieldOperations.of(
                                List.of(
                                        attributes(Map.of("a", ADD_ONE, "b", ADD_ONE)),
                                        attributes(Map.of("a", SET_ONE, "b", ADD_ONE)),
                                        attributes(Map.of("a", ADD_ONE)))))
                .isEqualTo(Map.of("attributes", Map.of("b", "increment")));
        assertThat(FieldOperations.of(List.of(attributes(Map.of("a", SET_ONE.then(ADD_ONE))))))
                .as("one after the other sets it")
                .isEmpty();
    }

    @Test
    void leaveOutAnObjectThatIsSetAsAWhole() {
        final UserChange merged = attributes(Map.of("o", new Merge(Map.of("n", ADD_ONE))));
        final UserChange set = attributes(Map.of("o", new Assign(Map.of("n", 1L))));
        assertThat(FieldOperations.of(List.of(merged)))
                .isEqualTo(Map.of("attributes", Map.of("o", Map.of("n", "increment"))));
        assertThat(FieldOperations.of(List.of(merged, set))).isEmpty();
        assertThat(FieldOperations.of(List.of(set, merged))).isEmpty();
    }
}
