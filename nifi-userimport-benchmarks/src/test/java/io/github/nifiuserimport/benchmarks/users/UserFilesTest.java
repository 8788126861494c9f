// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserFilesTest {

    private static final int USERS = 1000;

    @TempDir Path folder;

    @Test
    void noTwoUsersHaveOneKey() {
        final Set<String> keys = new HashSet<>();
        for (int user = 0; user < 200_000; user++) {
            keys.add(Users.key(user));
        }
        assertThat(keys).hasSize(200_000);
    }

    @Test
    void partsHoldTheWholeFileAndEachUserOnce() throws IOException {
        final List<String> parts = new ArrayList<>();
        for (final Path part : files(Snapshot.FIRST, 2)) {
            final List<String> lines = Files.readAllLines(part);
            assertThat(lines.removeFirst()).isEqualTo(Users.NESTED_HEADER);
            assertThat(lines).hasSizeBetween(USERS * 2 / 5, USERS * 3 / 5);
            parts.addAll(lines);
        }
        final List<String> whole = lines(Snapshot.FIRST);

        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
        assertThat(whole).doesNotHaveDuplicates().hasSize(USERS);
    }

    @Test
    void eachPartHasARangeOfKeys() throws IOException {
        final List<Path> parts = files(Snapshot.FIRST, 2);

        assertThat(keys(parts.getFirst()).stream().max(Comparator.naturalOrder()).orElseThrow())
                .isLessThan(
                        keys(parts.getLast()).stream()
                                .min(Comparator.naturalOrder())
                                .orElseThrow());
    }

    @Test
    void inOrderOfKeysTheRowsAreTheSame() throws IOException {
        final Path sorted =
                new UserFiles(folder)
                        .csvInOrderOfKeys("nested", Users.NESTED_HEADER, Snapshot.FIRST, USERS, 1)
                        .getFirst();

        assertThat(keys(sorted)).isSorted();
        assertThat(keys(files(Snapshot.FIRST, 1).getFirst())).isNotEqualTo(keys(sorted));
        assertThat(Files.readAllLines(sorted))
                .containsExactlyInAnyOrderElementsOf(
                        Files.readAllLines(files(Snapshot.FIRST, 1).getFirst()));
    }

    private static List<String> keys(final Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @Test
    void aTenthOrAllOfTheUsersDifferFromTheEditionBefore() throws IOException {
        final List<String> first = lines(Snapshot.FIRST);
        final List<String> tenth = lines(Snapshot.TENTH);
        final List<String> changed = lines(Snapshot.CHANGED);

        assertThat(differences(first, tenth)).isEqualTo(USERS / 10);
        assertThat(differences(tenth, changed)).isEqualTo(USERS);
    }

    @ParameterizedTest
    @EnumSource
    void theTotalIsThatOfTheBalances(final Snapshot snapshot) throws IOException {
        final long total =
                lines(snapshot).stream()
                        .mapToLong(line -> Long.parseLong(line.split(",")[4].replace(".", "")))
                        .sum();
        assertThat(Users.totalCents(USERS, snapshot)).isEqualTo(total);
    }

    private static long differences(final List<String> before, final List<String> after) {
        long differences = 0;
        for (int line = 0; line < before.size(); line++) {
            differences += before.get(line).equals(after.get(line)) ? 0 : 1;
        }
        return differences;
    }

    private List<String> lines(final Snapshot snapshot) throws IOException {
        final List<String> lines = Files.readAllLines(files(snapshot, 1).getFirst());
        return lines.subList(1, lines.size());
    }

    private List<Path> files(final Snapshot snapshot, final int parts) throws IOException {
        return new UserFiles(folder).csv("nested", Users.NESTED_HEADER, snapshot, USERS, parts);
    }
}
