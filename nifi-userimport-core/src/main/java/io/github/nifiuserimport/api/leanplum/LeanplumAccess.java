// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.BasicLogin;
import java.util.List;
import java.util.Optional;

/** Who a request to Leanplum's API is from: the arguments {@code appId} and {@code clientKey}. */
final class LeanplumAccess {

    private static final Access.Denied INVALID =
            new Access.Denied(403, "Invalid access key", Optional.empty());

    private LeanplumAccess() {}

    /**
     * Checks a request.
     *
     * @param reads whether it only asks how imports go
     */
    static Access check(final ApiRequest request, final boolean reads, final AccessKeys keys) {
        return BasicLogin.check(
                        request,
                        reads,
                        keys,
                        new Access.Denied(
                                403,
                                BasicLogin.ONLY_READS + "the arguments appId and clientKey",
                                Optional.empty()))
                .map(access -> ofApp(access, request))
                .orElseGet(() -> byKey(request, keys));
    }

    private static Access ofApp(final Access access, final ApiRequest request) {
        return access instanceof Access.Granted granted
                        && !request.arguments()
                                .getOrDefault("appId", granted.app())
                                .equals(granted.app())
                ? INVALID
                : access;
    }

    private static Access byKey(final ApiRequest request, final AccessKeys keys) {
        for (final String name : List.of("appId", ApiRequest.KEY_ARGUMENT)) {
            if (request.argument(name).isBlank()) {
                return new Access.Denied(400, name + " is missing", Optional.empty());
            }
        }
        final String app = request.argument("appId");
        return keys.match(app, request.argument(ApiRequest.KEY_ARGUMENT))
                ? new Access.Granted(app)
                : INVALID;
    }
}
