// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeChangeTest {

    @ParameterizedTest(name = "{0} on {1} gives {2}")
    @MethodSource
    void changesAValue(final AttributeChange change, final Object present, final Object after) {
        assertThat(change.apply(present)).isEqualTo(after);
    }

    static List<Arguments> changesAValue() {
        final Merge city = new Merge(Map.of("city", new Assign("Rome")));
        return List.of(
                Arguments.of(new Assign("new"), "old", "new"),
                Arguments.of(new Assign("new"), null, "new"),
                Arguments.of(new Clear(), "old", null),
                Arguments.of(new Clear(), null, null),
                Arguments.of(city, null, Map.of("city", "Rome")),
                Arguments.of(city, "no object", Map.of("city", "Rome")),
                Arguments.of(
                        city,
                        Map.of("city", "Bonn", "zip", "53111"),
                        Map.of("city", "Rome", "zip", "53111")),
                Arguments.of(
                        new Merge(Map.of("city", new Clear())),
                        Map.of("city", "Bonn", "zip", "53111"),
                        Map.of("zip", "53111")),
                Arguments.of(
                        new Merge(Map.of("home", city)),
                        Map.of("home", Map.of("zip", "53111")),
                        Map.of("home", Map.of("zip", "53111", "city", "Rome"))));
    }

    @Property
    void twoChangesComposeIntoOne(
            @ForAll("changes") final AttributeChange first,
            @ForAll("changes") final AttributeChange later,
            @ForAll("values") final Object present) {
        assertThat(first.then(later).apply(present)).isEqualTo(later.apply(first.apply(present)));
    }

    @Property
    void composingIsAssociative(
            @ForAll("changes") final AttributeChange one,
            @ForAll("changes") final AttributeChange two,
            @ForAll("changes") final AttributeChange three,
            @ForAll("values") final Object present) {
        assertThat(one.then(two).then(three).apply(present))
                .isEqualTo(one.then(two.then(three)).apply(present));
    }

    @Provide
    Arbitrary<Object> values() {
        return present().injectNull(0.1);
    }

    @Provide
    Arbitrary<AttributeChange> changes() {
        final Arbitrary<AttributeChange> flat =
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, present().map(Assign::new)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.of(new Clear())));
        return Arbitraries.recursive(
                () -> flat,
                nested ->
                        Arbitraries.oneOf(
                                flat,
                                Arbitraries.maps(names(), nested).ofMaxSize(3).map(Merge::new)),
                0,
                2);
    }

    private static Arbitrary<Object> present() {
        final Arbitrary<Object> flat =
                Arbitraries.oneOf(
                        Arbitraries.strings().alpha().ofMaxLength(2).map(text -> (Object) text),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.of(List.of("a", 1L)));
        return Arbitraries.recursive(
                () -> flat,
                nested ->
                        Arbitraries.oneOf(
                                flat,
                                Arbitraries.maps(names(), nested)
                                        .ofMaxSize(3)
                                        .map(object -> (Object) object)),
                0,
                2);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "c");
    }
}
