// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
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
                        Map.of("home", Map.of("zip", "53111", "city", "Rome"))),
                Arguments.of(whole(2), null, 2L),
                Arguments.of(whole(2), 40L, 42L),
                Arguments.of(whole(-1), 0L, -1L),
                Arguments.of(whole(1), Long.MAX_VALUE, new BigInteger("9223372036854775808")),
                Arguments.of(whole(1), "text", "text"),
                Arguments.of(whole(1), new BigDecimal("1.5"), new BigDecimal("1.5")),
                Arguments.of(decimal("0.25"), new BigDecimal("1.5"), new BigDecimal("1.75")),
                Arguments.of(decimal("0.50"), new BigDecimal("1.5"), 2L),
                Arguments.of(Elements.adding(List.of("a", "b")), null, List.of("a", "b")),
                Arguments.of(
                        Elements.adding(List.of("a", "c")),
                        List.of("b", "a"),
                        List.of("b", "a", "c")),
                Arguments.of(Elements.adding(List.of("b")), "a", List.of("a", "b")),
                Arguments.of(
                        Elements.adding(List.of("c")), List.of("a", "a"), List.of("a", "a", "c")),
                Arguments.of(Elements.removing(List.of("a")), List.of("a", "b", "a"), List.of("b")),
                Arguments.of(Elements.removing(List.of("a")), List.of("a"), null),
                Arguments.of(Elements.removing(List.of("a")), null, null));
    }

    private static Increment whole(final long amount) {
        return new Increment(BigDecimal.valueOf(amount), true);
    }

    private static Increment decimal(final String amount) {
        return new Increment(new BigDecimal(amount), false);
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
                        Tuple.of(3, present().map(Assign::new)),
                        Tuple.of(1, Arbitraries.of(new Clear())),
                        Tuple.of(2, Arbitraries.longs().map(AttributeChangeTest::whole)),
                        Tuple.of(
                                2,
                                Arbitraries.bigDecimals()
                                        .ofScale(2)
                                        .map(amount -> new Increment(amount, false))),
                        Tuple.of(4, elements().list().ofMaxSize(3).map(Elements::adding)),
                        Tuple.of(3, elements().list().ofMaxSize(3).map(Elements::removing)));
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
                        Arbitraries.bigDecimals().ofScale(2).map(number -> (Object) number),
                        elements().list().ofMaxSize(3).map(list -> (Object) list));
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

    private static Arbitrary<Object> elements() {
        return Arbitraries.of("a", "b", 1L, 2L);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "c");
    }
}
