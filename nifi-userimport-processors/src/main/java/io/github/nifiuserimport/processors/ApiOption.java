// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiDialect;
import org.apache.nifi.components.DescribedValue;

/** Which API requests come in. */
public enum ApiOption implements DescribedValue {
    LEANPLUM(
            "Leanplum",
            "action=multi with appId and clientKey; the file is an object in a bucket",
            ApiDialect.LEANPLUM),
    DASHLY(
            "Dashly",
            "POST /users/import with Authorization: Token; the file comes with the request",
            ApiDialect.DASHLY);

    private final String displayName;
    private final String description;
    private final ApiDialect dialect;

    ApiOption(final String displayName, final String description, final ApiDialect dialect) {
        this.displayName = displayName;
        this.description = description;
        this.dialect = dialect;
    }

    ApiDialect dialect() {
        return dialect;
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
