// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.Arrays;
import java.util.Optional;

/** What happens to a row whose user is not known (Leanplum's {@code createDisposition}). */
public enum CreateDisposition {
    /** The user is created. */
    CREATE_IF_NEEDED("CreateIfNeeded"),
    /** The row is skipped with a warning. */
    CREATE_NEVER("CreateNever");

    private final String apiName;

    CreateDisposition(final String apiName) {
        this.apiName = apiName;
    }

    /** The name files and requests use. */
    public String apiName() {
        return apiName;
    }

    /** The disposition of that name, letter case as in the API. */
    public static Optional<CreateDisposition> named(final String apiName) {
        return Arrays.stream(values()).filter(each -> each.apiName.equals(apiName)).findFirst();
    }
}
