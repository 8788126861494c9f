// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.services.DescribedOption;

/** What becomes of a row whose user does not exist yet. */
public enum CreateDispositionOption implements DescribedOption {
    CREATE_IF_NEEDED(CreateDisposition.CREATE_IF_NEEDED, "The user is created"),
    CREATE_NEVER(CreateDisposition.CREATE_NEVER, "The row is skipped with a warning");

    private final CreateDisposition createDisposition;
    private final Label label;

    CreateDispositionOption(final CreateDisposition createDisposition, final String description) {
        this.createDisposition = createDisposition;
        label = new Label(createDisposition.apiName(), description);
    }

    CreateDisposition createDisposition() {
        return createDisposition;
    }

    @Override
    public Label label() {
        return label;
    }
}
