// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketFolderTest {

    @TempDir private Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (final String name : new String[] {"elsewhere", "root/mine/in", "root/other"}) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("users.csv"), "userId\n");
        }
        final Path mine = folder.resolve("root/mine");
        Files.createSymbolicLink(mine.resolve("inside.csv"), Path.of("in/users.csv"));
        Files.createSymbolicLink(mine.resolve("folder"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(mine.resolve("other.csv"), Path.of("../other/users.csv"));
        Files.createSymbolicLink(mine.resolve("dangling.csv"), Path.of("nothing.csv"));
        Files.createSymbolicLink(folder.resolve("root/linked"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("root-by-link"), folder.resolve("root"));
    }

    @ParameterizedTest(name = "{0}/{1}/{2}: {3}")
    @CsvSource({
        "root, mine, in/users.csv, false",
        "root, mine, inside.csv, false",
        "root-by-link, mine, in/users.csv, false",
        "root, mine, folder/users.csv, true",
        "root, mine, other.csv, true",
        "root, linked, users.csv, true",
        "root, mine, nothing.csv, false",
        "root, mine, dangling.csv, false",
        "root, nothing, users.csv, false",
        "nothing, mine, users.csv, false"
    })
    void tellsWhetherALinkLeadsOutOfTheBucket(
            final String root, final String bucket, final String object, final boolean out) {
        assertThat(new BucketFolder(folder.resolve(root)).leadsOut(bucket, object)).isEqualTo(out);
    }
}
