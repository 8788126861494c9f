// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    @TempDir Path folder;

    @Test
    void itsNarHasTheCommitInItsVersionAndIsOtherwiseTheSame() throws IOException {
        final Baseline baseline = Baseline.in(built(), folder.resolve("nars"));

        assertThat(baseline.commit()).isEqualTo("29f8c20");
        assertThat(baseline.build().bundle())
                .isEqualTo(
                        new Bundle(
                                "io.github.nifiuserimport", "nifi-userimport-nar", "0.9-29f8c20"));
        assertThat(baseline.build().label("PutUserImport")).isEqualTo("29f8c20: PutUserImport");
        try (var nars = Files.list(folder.resolve("nars"))) {
            final Path nar = nars.toList().getFirst();
            try (ZipFile zip = new ZipFile(nar.toFile())) {
                assertThat(zip.getInputStream(zip.getEntry("META-INF/bundled-dependencies/a.jar")))
                        .hasBinaryContent(new byte[] {1, 2, 3});
            }
        }
    }

    @Test
    void thePresentBuildIsToldFromIt() throws IOException {
        final Build baseline = Baseline.in(built(), folder.resolve("nars")).build();

        assertThat(baseline.schema()).isNotEqualTo(Baseline.present().schema());
        assertThat(baseline.bundle()).isNotEqualTo(Baseline.present().bundle());
    }

    @Test
    void itMayHaveATemplateOrNot() throws IOException {
        final Baseline baseline = Baseline.in(built(), folder.resolve("nars"));

        assertThat(baseline.template("there.json")).isPresent();
        assertThat(baseline.template("not-there.json")).isEmpty();
    }

    @Test
    void aCommitThatIsNotThereIsRefused() {
        for (final String commit : new String[] {"no-such-commit", "--help", ""}) {
            assertThatThrownBy(() -> Baseline.of(commit, folder.resolve("nars")))
                    .isInstanceOf(Baseline.UnknownCommitException.class);
        }
    }

    @Test
    void theScriptCanBeRun() {
        assertThat(Installation.root().resolve("build/baseline")).isExecutable();
    }

    private Path built() throws IOException {
        final Path built =
                Files.createDirectories(
                        folder.resolve("29f8c204a1fd92812439ac37c8df412fc844040b/templates"));
        Files.writeString(built.resolve("there.json"), "{}");
        try (ZipOutputStream nar =
                new ZipOutputStream(
                        Files.newOutputStream(built.resolveSibling("nifi-userimport-nar.nar")))) {
            nar.putNextEntry(new ZipEntry("META-INF/"));
            nar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            nar.write(
                    """
                    Manifest-Version: 1.0
                    Nar-Id: nifi-userimport-nar
                    Nar-Group: io.github.nifiuserimport
                    Nar-Version: 0.9
                    """
                            .getBytes(StandardCharsets.UTF_8));
            nar.putNextEntry(new ZipEntry("META-INF/bundled-dependencies/a.jar"));
            nar.write(new byte[] {1, 2, 3});
        }
        return built.getParent();
    }
}
