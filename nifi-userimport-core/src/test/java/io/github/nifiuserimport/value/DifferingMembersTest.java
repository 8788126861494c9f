// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DifferingMembersTest {

    @Example
    void areThoseOfWhichOneIsOther() {
        assertThat(
                        DifferingMembers.of(
                                "{\"a\": 1, \"b\": [1, \"},\"], \"c\": {\"d\": \"\\\"\"}, \"e\": 0}",
                                "{\"a\": 1, \"b\": [1, \"},\"], \"c\": {\"d\": \"\\\\\"}, \"e\": 1}"))
                .isEqualTo(
                        new DifferingMembers(
                                "{\"c\": {\"d\": \"\\\"\"}, \"e\": 0}",
                                "{\"c\": {\"d\": \"\\\\\"}, \"e\": 1}"));
    }

    @Example
    void areNoneOfTheSame() {
        assertThat(DifferingMembers.of("{\"a\": 1}", "{\"a\": 1}"))
                .isEqualTo(new DifferingMembers("{}", "{}"));
        assertThat(DifferingMembers.of("{}", "{}")).isEqualTo(new DifferingMembers("{}", "{}"));
    }

    @Example
    void areAllFromTheFirstThatOneLacks() {
        assertThat(DifferingMembers.of("{\"a\": 1, \"c\": 2}", "{\"a\": 1, \"b\": 0, \"c\": 2}"))
                .isEqualTo(new DifferingMembers("{\"c\": 2}", "{\"b\": 0, \"c\": 2}"));
    }

    /** Nothing gets lost: what differs of the whole objects differs of these. */
    @Property
    void differAsTheWholeObjectsDo(
            @ForAll("objects") final Map<String, Object> before,
            @ForAll("objects") final Map<String, Object> after) {
        final DifferingMembers members =
                DifferingMembers.of(JsonWriter.text(before), JsonWriter.text(after));

        assertThat(
                        differences(
                                JsonReader.storedObject(members.before()),
                                JsonReader.storedObject(members.after())))
                .isEqualTo(differences(before, after));
    }

    private static Map<String, List<String>> differences(
            final Map<String, Object> before, final Map<String, Object> after) {
        final Map<String, List<String>> differences = new LinkedHashMap<>();
        final Map<String, Object> all = new LinkedHashMap<>(before);
        all.putAll(after);
        for (final String name : all.keySet().stream().sorted().toList()) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                differences.put(
                        name,
                        List.of(
                                JsonWriter.text(before.get(name)),
                                JsonWriter.text(after.get(name))));
            }
        }
        return differences;
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        final Arbitrary<String> texts = Arbitraries.of("a", "b", "\"", "\\", "}", "{,", "[\"", "");
        final Arbitrary<Object> values =
                Arbitraries.oneOf(
                        texts.map(text -> text),
                        Arbitraries.of(0L, 1L, true),
                        texts.list().ofMaxSize(2).map(List::copyOf),
                        Arbitraries.maps(texts, Arbitraries.<Object>of(1L, "x")).ofMaxSize(2));
        return Arbitraries.maps(texts, values).ofMaxSize(5);
    }
}
