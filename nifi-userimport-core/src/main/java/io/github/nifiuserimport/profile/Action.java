// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.Arrays;
import java.util.Optional;

/** What the rows of a file do (Leanplum's {@code defaultAction}). */
public enum Action {
    SET_USER_ATTRIBUTES("setUserAttributes"),
    SET_DEVICE_ATTRIBUTES("setDeviceAttributes"),
    TRACK("track");

    private final String apiName;

    Action(final String apiName) {
        this.apiName = apiName;
    }

    /** The name files and requests use: {@code setUserAttributes}. */
    public String apiName() {
        return apiName;
    }

    /** The action of that name, letter case as in the API. */
    public static Optional<Action> named(final String apiName) {
        return Arrays.stream(values()).filter(action -> action.apiName.equals(apiName)).findFirst();
    }
}
