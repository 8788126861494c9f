// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.NestedObjects;
import org.apache.nifi.components.DescribedValue;

/** What to choose from for objects that a file names in part. */
public enum NestedObjectsOption implements DescribedValue {
    MERGE("Merge", "The object's other fields are kept, at every depth", NestedObjects.MERGE),
    REPLACE("Replace", "The object becomes the one in the file", NestedObjects.REPLACE);

    private final String displayName;
    private final String description;
    private final NestedObjects nestedObjects;

    NestedObjectsOption(
            final String displayName, final String description, final NestedObjects nestedObjects) {
        this.displayName = displayName;
        this.description = description;
        this.nestedObjects = nestedObjects;
    }

    NestedObjects nestedObjects() {
        return nestedObjects;
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
