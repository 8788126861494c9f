// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {

    @ParameterizedTest
    @CsvSource({
        "/api,                  LEANPLUM, LEANPLUM",
        "/users/import,         DASHLY,   DASHLY",
        "/imports,              LEANPLUM, DASHLY",
        "/imports.json,         LEANPLUM, DASHLY",
        "/imports/7f,           LEANPLUM, DASHLY",
        "/imports/7f/rejected.csv, LEANPLUM, DASHLY",
        "/,                     ,",
        "/apis,                 ,",
        "/api/x,                ,",
        "/users/import/x,       ,",
        "/important,            ,",
    })
    void servesEachPathFromTheFlowThatHasIt(
            final String path, final Api withoutToken, final Api withToken) {
        assertThat(Api.of(path, false).orElse(null)).isEqualTo(withoutToken);
        assertThat(Api.of(path, true).orElse(null)).isEqualTo(withToken);
    }
}
