// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowSetupTest {

    private static final Path TEMPLATE =
            Installation.root().resolve("templates/folder-user-import.json");

    @Test
    void namesTheGroupAsTheTemplateDoes() {
        assertThat(setup(TEMPLATE, false).name()).isEqualTo("Import users from a folder");
        assertThat(setup(TEMPLATE, false).file()).isEqualTo("templates/folder-user-import.json");
    }

    @Test
    void leavesGoogleCloudAloneWhereItIsNotReached() {
        final String fetch = "org.apache.nifi.processors.gcp.storage.FetchGCSObject";
        assertThat(setup(TEMPLATE, true).uses(fetch)).isTrue();
        assertThat(setup(TEMPLATE, false).uses(fetch)).isFalse();
        assertThat(setup(TEMPLATE, false).uses("org.apache.nifi.processors.standard.FetchFile"))
                .isTrue();
    }

    private static FlowSetup setup(final Path template, final boolean usesGcs) {
        return new FlowSetup(
                template, Position.ORIGIN, List.of(), Optional.empty(), false, usesGcs, false);
    }
}
