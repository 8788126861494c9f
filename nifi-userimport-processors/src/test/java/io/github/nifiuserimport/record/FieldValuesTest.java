// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.row.SlotMap;
import io.github.nifiuserimport.row.Slots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A record's values are the map that NiFi would have made of them. */
class FieldValuesTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final Object NOTHING = "nothing";

    /** What is done to a map, and gives something back. */
    private record Step(String what, String name, Object value) {

        Object on(final Map<String, Object> map) {
            return switch (what) {
                case "get" -> map.get(name);
                case "containsKey" -> map.containsKey(name);
                case "put" -> map.put(name, value);
                case "remove" -> map.remove(name);
                case "size" -> map.size();
                case "copy" -> new LinkedHashMap<>(map);
                case "order" -> List.copyOf(map.keySet());
                case "removeAll" -> map.values().removeIf(value::equals);
                case "putNull" -> map.put(name, null);
                case "putAll" -> {
                    map.putAll(Map.of(name, value));
                    yield "done";
                }
                case "clear" -> {
                    map.clear();
                    yield "done";
                }
                case "setValue" -> {
                    map.entrySet().forEach(entry -> entry.setValue(value));
                    yield "done";
                }
                default -> throw new IllegalArgumentException(what);
            };
        }
    }

    @Property
    void areAsInAHashTable(
            @ForAll("values") final List<Object> values, @ForAll("steps") final List<Step> steps) {
        final Map<String, Object> expected = new LinkedHashMap<>();
        final Object[] slots = new Object[NAMES.size()];
        for (int i = 0; i < slots.length; i++) {
            if (values.get(i) != NOTHING) {
                slots[i] = values.get(i);
                expected.put(NAMES.get(i), slots[i] == Slots.NULL ? null : slots[i]);
            }
        }
        final FieldValues map =
                new FieldValues(new SlotMap(new SlotMap.Names(NAMES), slots, expected.size()));

        for (final Step step : steps) {
            assertThat(step.on(map)).as(step.toString()).isEqualTo(step.on(expected));
        }
        assertThat(map).hasToString(expected.toString()).isEqualTo(expected);
        assertThat(expected).isEqualTo(map);
        assertThat(map.hashCode()).isEqualTo(expected.hashCode());
    }

    @Provide
    Arbitrary<List<Object>> values() {
        return Arbitraries.of(NOTHING, Slots.NULL, 1, 2).list().ofSize(NAMES.size());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                "get",
                                "containsKey",
                                "put",
                                "remove",
                                "size",
                                "copy",
                                "order",
                                "removeAll",
                                "putNull",
                                "putAll",
                                "clear",
                                "setValue"),
                        // Equal to the names, and not the same objects.
                        Arbitraries.of("a", "b", "c", "d", "other")
                                .map(StringBuilder::new)
                                .map(StringBuilder::toString),
                        Arbitraries.<Object>of(1, 2, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(8);
    }
}
