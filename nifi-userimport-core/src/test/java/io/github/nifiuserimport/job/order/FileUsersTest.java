// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.order.NamedUsers.FoundBy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which files may be about the same user. */
class FileUsersTest {

    private static boolean mayShare(final FileUsers later, final FileUsers earlier) {
        return FileUsers.mayShare(later, earlier, Optional.empty());
    }

    @Test
    void thoseThatNameOneUserAre() {
        assertThat(mayShare(Users.of("u1", "u2"), Users.of("u2", "u3"))).isTrue();
        assertThat(mayShare(Users.of("u1"), Users.many("u1"))).isTrue();
        assertThat(mayShare(Users.many("u1"), Users.of("u1"))).isTrue();
    }

    @Test
    void thoseThatNameOthersAreNot() {
        assertThat(mayShare(Users.of("u1"), Users.of("u2"))).isFalse();
        assertThat(mayShare(Users.of("u1"), Users.many("u2"))).isFalse();
        assertThat(mayShare(Users.many("u1"), Users.of("u2"))).isFalse();
    }

    @Test
    void twoLargeOnesAlwaysMayBe() {
        assertThat(mayShare(Users.many("u1"), Users.many("u2"))).isTrue();
    }

    @Test
    void aUserFoundByAnAddressMayBeTheOneWithAnId() {
        assertThat(
                        mayShare(
                                Users.foundBy(FoundBy.ADDRESS, List.of("a@example.com")),
                                Users.of("u1")))
                .isTrue();
        assertThat(
                        mayShare(
                                Users.of("u1"),
                                Users.foundBy(FoundBy.ADDRESS, List.of("a@example.com"))))
                .isTrue();
    }

    @Test
    void whatAnImportInTheOrderOfKeysHasReachedLiesBehindIt() {
        final FileUsers large = Users.many("u1", "u2", "u3");
        final Optional<byte[]> reached = Optional.of(Users.bytes("u2"));

        assertThat(FileUsers.mayShare(Users.of("u1"), large, reached)).isFalse();
        assertThat(FileUsers.mayShare(Users.of("u1", "u3"), large, reached)).isTrue();
        assertThat(FileUsers.mayShare(Users.of("u2"), large, reached))
                .as("more rows of the user may follow")
                .isTrue();
    }

    @Test
    void keysAreComparedAsTheyAreSorted() {
        // UTF-16 has the second of these before the first.
        final FileUsers large = Users.many("\uFF5E", "\uD83D\uDE00");
        final Optional<byte[]> reached = Optional.of(Users.bytes("\uD83D\uDE00"));

        assertThat(FileUsers.mayShare(Users.of("\uFF5E"), large, reached)).isFalse();
    }

    @Test
    void rowsWithoutAKeyAreAboutNobody() {
        assertThat(mayShare(Users.of("", "u1"), Users.many("", "u2"))).isFalse();
    }

    @Test
    void anybodyMayBeAnyoneAndNobodyIsNone() {
        for (final FileUsers other : List.of(Users.of("u1"), Users.many(), FileUsers.ANYBODY)) {
            assertThat(mayShare(FileUsers.ANYBODY, other)).isTrue();
            assertThat(mayShare(other, FileUsers.ANYBODY)).isTrue();
            assertThat(mayShare(FileUsers.NOBODY, other)).isFalse();
            assertThat(mayShare(other, FileUsers.NOBODY)).isFalse();
        }
    }

    @Test
    void aFileIsSmallUpToTenThousandRows() {
        final NamedUsers users = Users.of();
        for (int row = 0; row < 10_000; row++) {
            users.add("u" + row);
        }
        assertThat(users.areFew()).isTrue();

        users.add("u");
        assertThat(users.areFew()).isFalse();
        assertThat(mayShare(Users.of("u77"), users)).isTrue();
    }

    @Test
    void ofMillionsOfUsersHardlyAnySeemToBeThereThatAreNot() {
        final int rows = 1_000_000;
        final int others = 100_000;
        final KeyFilter keys = new KeyFilter(rows * 90L);
        for (int row = 0; row < rows; row++) {
            final byte[] key = Users.bytes("user-" + row);
            keys.add(key, 0, key.length);
        }

        int wrong = 0;
        for (int other = 0; other < others; other++) {
            assertThat(keys.mayHold(Users.bytes("user-" + other))).isTrue();
            wrong += keys.mayHold(Users.bytes("other-" + other)) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(others / 10_000 * 2);
    }
}
