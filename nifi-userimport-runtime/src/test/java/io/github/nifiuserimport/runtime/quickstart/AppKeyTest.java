// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppKeyTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("app-key");
    }

    @Test
    void isAnotherOneEachTimeNoneIsKept() throws IOException {
        final AppKey one = AppKey.of(file, null);
        final AppKey other = AppKey.of(file, null);
        assertThat(one.value()).matches("[0-9a-f]{32}").isNotEqualTo(other.value());
        assertThat(one.isNew()).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void isThatOfTheLastRunAndOnlyItsOwnersToRead() throws IOException {
        final AppKey first = set(null);
        final AppKey second = set(null);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.isNew()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isTheOneAskedForFromThenOn() throws IOException {
        set(null);
        assertThat(set("dev123").isNew()).isTrue();
        assertThat(set("dev123").isNew()).isFalse();
        assertThat(set(null).value()).isEqualTo("dev123");
    }

    @Test
    void isNewAgainWhenARunWasCutShortWhileItWasChanged() throws IOException {
        set("old");
        AppKey.of(file, "half-way").forgetLast();

        final AppKey next = AppKey.of(file, null);

        assertThat(next.isNew()).isTrue();
        assertThat(next.value()).isNotIn("old", "half-way");
        assertThat(AppKey.of(file, "old").isNew()).isTrue();
    }

    /** As a run does that is not cut short. */
    private AppKey set(final String wanted) throws IOException {
        final AppKey key = AppKey.of(file, wanted);
        key.forgetLast();
        key.keep();
        return key;
    }
}
