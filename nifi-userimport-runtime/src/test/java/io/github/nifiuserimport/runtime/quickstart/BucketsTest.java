// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketsTest {

    @TempDir Path folder;

    @Test
    void beginWithASampleThatCanBeTakenAway() throws IOException {
        final Path buckets = folder.resolve("buckets");
        final Path sample = Files.writeString(folder.resolve("users.csv"), "userId\n1\n");
        final Path object = buckets.resolve("BUCKET/users.csv");

        Buckets.prepare(buckets, sample);
        assertThat(object).hasContent("userId\n1\n");

        Files.delete(object);
        Buckets.prepare(buckets, sample);
        assertThat(object).doesNotExist();
    }
}
