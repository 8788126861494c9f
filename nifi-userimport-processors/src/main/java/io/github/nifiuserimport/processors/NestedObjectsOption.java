// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.NestedObjects;
import io.github.nifiuserimport.services.DescribedOption;

/** What becomes of the other fields of an object of which a file names some. */
public enum NestedObjectsOption implements DescribedOption {
    MERGE("Merge", "The object's other fields are kept, at every level", NestedObjects.MERGE),
    REPLACE("Replace", "The object in the file replaces the whole object", NestedObjects.REPLACE);

    private final Label label;
    private final NestedObjects nestedObjects;

    NestedObjectsOption(
            final String name, final String description, final NestedObjects nestedObjects) {
        label = new Label(name, description);
        this.nestedObjects = nestedObjects;
    }

    NestedObjects nestedObjects() {
        return nestedObjects;
    }

    @Override
    public Label label() {
        return label;
    }
}
