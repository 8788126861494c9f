// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.profile.CreateDisposition;
import org.apache.nifi.components.DescribedValue;

/** What to choose from for rows whose user is not known. */
public enum CreateDispositionOption implements DescribedValue {
    CREATE_IF_NEEDED(CreateDisposition.CREATE_IF_NEEDED, "The user is created"),
    CREATE_NEVER(CreateDisposition.CREATE_NEVER, "The row is skipped with a warning");

    private final CreateDisposition createDisposition;
    private final String description;

    CreateDispositionOption(final CreateDisposition createDisposition, final String description) {
        this.createDisposition = createDisposition;
        this.description = description;
    }

    CreateDisposition createDisposition() {
        return createDisposition;
    }

    @Override
    public String getValue() {
        return createDisposition.apiName();
    }

    @Override
    public String getDisplayName() {
        return createDisposition.apiName();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
