// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.value.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatchJsonTest {

    /** Rows of one file, whose empty cells are not given; and one of another. */
    private static final List<Map<String, AttributeChange>> PATCHES =
            List.of(
                    patch("plan", "gold", "city", "Köln 🎂", "age", 7L),
                    patch("plan", "free", "city", "\"Oslo\"", "age", 8L),
                    patch("plan", "free", "age", 9L),
                    patch(),
                    patch("age", 10L, "plan", "gold"),
                    patch("plan", "free", "city", "Rome", "age", 11L));

    @Test
    void spellsPatchesOneAfterTheOtherAsItSpellsEach() {
        final PatchJson.PatchTexts patches = new PatchJson.PatchTexts();
        for (final Map<String, AttributeChange> each : PATCHES) {
            assertThat(JsonReader.storedObject(patches.next(each)))
                    .isEqualTo(JsonReader.storedObject(PatchJson.ofPatch(each)));
        }
    }

    @Test
    void spellsPatchesInTheOrderInWhichTheDatabaseKeepsNames() {
        final PatchJson.PatchTexts patches = new PatchJson.PatchTexts();
        assertThat(PATCHES.stream().map(patches::next))
                .containsExactly(
                        "{\"age\":7,\"city\":\"Köln 🎂\",\"plan\":\"gold\"}",
                        "{\"age\":8,\"city\":\"\\\"Oslo\\\"\",\"plan\":\"free\"}",
                        "{\"age\":9,\"plan\":\"free\"}",
                        "{}",
                        "{\"age\":10,\"plan\":\"gold\"}",
                        "{\"age\":11,\"city\":\"Rome\",\"plan\":\"free\"}");
    }

    @Test
    void knowsTheNamesThatAllPatchesHave() {
        final PatchJson.PatchTexts patches = new PatchJson.PatchTexts();
        assertThat(patches.common()).isEmpty();
        patches.next(PATCHES.get(0));
        patches.next(PATCHES.get(1));
        assertThat(patches.common()).containsExactlyInAnyOrder("age", "city", "plan");
        patches.next(PATCHES.get(2));
        patches.next(PATCHES.get(5));
        assertThat(patches.common()).containsExactlyInAnyOrder("age", "plan");
        patches.next(PATCHES.get(3));
        patches.next(PATCHES.get(0));
        assertThat(patches.common()).isEmpty();
    }

    @Test
    void spellsObjectsInPatches() {
        final Map<String, AttributeChange> patch = patch("plan", "gold");
        patch.put("address", new Merge(patch("zip", "50667", "city", "Köln")));
        final PatchJson.PatchTexts patches = new PatchJson.PatchTexts();
        assertThat(patches.next(patch))
                .isEqualTo(patches.next(patch))
                .isEqualTo("{\"plan\":\"gold\",\"address\":{\"zip\":\"50667\",\"city\":\"Köln\"}}");
    }

    private static Map<String, AttributeChange> patch(final Object... namesAndValues) {
        final Map<String, AttributeChange> patch = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            patch.put((String) namesAndValues[index], new Assign(namesAndValues[index + 1]));
        }
        return patch;
    }
}
