// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.Dialect;
import io.github.nifiuserimport.services.DescribedOption;

/** Whose columns a file has. */
public enum LayoutOption implements DescribedOption {
    DETECT(
            "Detect",
            "Dashly's if the header has $user_id or $email, otherwise Leanplum's",
            Dialect.DETECT),
    LEANPLUM(
            "Leanplum",
            "userId, userAttributes.NAME and so on; a dot in a name makes a nested object",
            Dialect.LEANPLUM),
    DASHLY(
            "Dashly",
            "$user_id or $email identifies the user; every other column is an attribute of that name",
            Dialect.DASHLY);

    private final Label label;
    private final Dialect dialect;

    LayoutOption(final String name, final String description, final Dialect dialect) {
        label = new Label(name, description);
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    @Override
    public Label label() {
        return label;
    }
}
