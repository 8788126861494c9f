// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import io.github.nifiuserimport.services.DescribedOption;

/**
 * The APIs that requests may come in: the one list of {@link ImportApi}s. Nothing else asks which
 * vendor it is.
 */
public enum ApiOption implements DescribedOption {
    LEANPLUM(
            "Leanplum",
            "action=multi with appId and clientKey; the file is an object in a bucket",
            new LeanplumApi()),
    DASHLY(
            "Dashly",
            "POST /users/import with Authorization: Token; the file comes with the request",
            new DashlyApi());

    private final Label label;
    private final ImportApi api;

    ApiOption(final String name, final String description, final ImportApi api) {
        label = new Label(name, description);
        this.api = api;
    }

    ImportApi api() {
        return api;
    }

    @Override
    public Label label() {
        return label;
    }
}
