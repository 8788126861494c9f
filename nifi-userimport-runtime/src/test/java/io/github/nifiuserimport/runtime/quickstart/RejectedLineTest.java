// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectedLineTest {

    @Test
    void namesTheColumn() {
        assertThat(RejectedLine.of(4, "created", "\"yesterday\" is no time"))
                .isEqualTo("line 4, column created: \"yesterday\" is no time");
    }

    @Test
    void leavesNamingSeveralColumnsToTheError() {
        assertThat(
                        RejectedLine.of(
                                2,
                                "country\ndevMode",
                                "column country: \"XX\" is no country; column devMode: \"maybe\" is"
                                        + " neither true nor false"))
                .isEqualTo(
                        "line 2: column country: \"XX\" is no country; column devMode: \"maybe\" is"
                                + " neither true nor false");
    }

    @Test
    void namesNoColumnForTheRowAsAWhole() {
        assertThat(RejectedLine.of(6, null, "the row has 3 cells"))
                .isEqualTo("line 6: the row has 3 cells");
    }
}
