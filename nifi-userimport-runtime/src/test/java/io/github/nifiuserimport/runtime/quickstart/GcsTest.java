// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsTest {

    @TempDir Path one;
    @TempDir Path other;

    @Test
    void isReachedByAnAddressOrAKey() {
        assertThat(new Gcs(null, null, null).isLive()).isFalse();
        assertThat(new Gcs(URI.create("http://127.0.0.1:4443"), null, null).isLive()).isTrue();
        assertThat(new Gcs(null, Path.of("key.json"), null).isLive()).isTrue();
    }

    @Test
    void needsBothNarsOfWhateverVersionWhereverTheyAre() throws IOException {
        Files.createFile(one.resolve("nifi-gcp-nar-2.3.0.nar"));
        Files.createFile(one.resolve("nifi-gcp-services-api-nar.txt"));
        assertThat(Gcs.isIn(List.of(one, other))).isFalse();
        Files.createFile(other.resolve("nifi-gcp-services-api-nar.nar"));
        assertThat(Gcs.isIn(List.of(one, other))).isTrue();
        assertThat(Gcs.isIn(List.of(other))).isFalse();
    }
}
