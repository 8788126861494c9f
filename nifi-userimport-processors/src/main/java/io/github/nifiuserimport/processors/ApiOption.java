// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import java.util.Arrays;
import java.util.Optional;
import org.apache.nifi.components.DescribedValue;

/**
 * The APIs that requests may come in: the one list of {@link ImportApi}s. Nothing else asks which
 * vendor it is.
 */
public enum ApiOption implements DescribedValue {
    LEANPLUM(
            "Leanplum",
            "action=multi with appId and clientKey; the file is an object in a bucket",
            new LeanplumApi()),
    DASHLY(
            "Dashly",
            "POST /users/import with Authorization: Token; the file comes with the request",
            new DashlyApi());

    private final String displayName;
    private final String description;
    private final ImportApi api;

    ApiOption(final String displayName, final String description, final ImportApi api) {
        this.displayName = displayName;
        this.description = description;
        this.api = api;
    }

    ImportApi api() {
        return api;
    }

    /** The API of that name, as in the attribute {@code userimport.api}; nothing for null. */
    static Optional<ImportApi> named(final String name) {
        return Arrays.stream(values())
                .map(ApiOption::api)
                .filter(api -> api.name().equals(name))
                .findFirst();
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
