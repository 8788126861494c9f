// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.Dialect;
import org.apache.nifi.components.DescribedValue;

/** The layouts to choose from. */
public enum LayoutOption implements DescribedValue {
    DETECT(
            "Detect",
            "A file whose header has $user_id or $email is Dashly's, any other is Leanplum's",
            Dialect.DETECT),
    LEANPLUM(
            "Leanplum",
            "userId, userAttributes.NAME and the like; a dot in a name nests",
            Dialect.LEANPLUM),
    DASHLY(
            "Dashly",
            "$user_id or $email says who; every other column is an attribute under its own name",
            Dialect.DASHLY);

    private final String displayName;
    private final String description;
    private final Dialect dialect;

    LayoutOption(final String displayName, final String description, final Dialect dialect) {
        this.displayName = displayName;
        this.description = description;
        this.dialect = dialect;
    }

    Dialect dialect() {
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
