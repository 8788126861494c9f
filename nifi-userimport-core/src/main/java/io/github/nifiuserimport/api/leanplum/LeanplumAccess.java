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
                        denied(
                                Access.Reason.KEY_MISSING,
                                403,
                                BasicLogin.ONLY_READS + "the arguments appId and clientKey"))
                .map(access -> ofApp(access, request))
                .orElseGet(() -> byKey(request, reads, keys));
    }

    private static Access ofApp(final Access access, final ApiRequest request) {
        return access instanceof Access.Granted granted
                        && !request.arguments()
                                .getOrDefault("appId", granted.app())
                                .equals(granted.app())
                ? invalid(Access.Reason.NOT_ALLOWED)
                : access;
    }

    private static Access byKey(
            final ApiRequest request, final boolean reads, final AccessKeys keys) {
        for (final String name : List.of("appId", ApiRequest.CLIENT_KEY)) {
            if (request.argument(name).isBlank()) {
                return denied(Access.Reason.KEY_MISSING, 400, name + " is missing");
            }
        }
        // What is asked for may still come, in the body; without an action nothing is started.
        final boolean mayRead =
                reads || "POST".equals(request.method()) && request.argument("action").isBlank();
        return keys.grant(request.argument("appId"), request.argument(ApiRequest.CLIENT_KEY))
                .map(granted -> granted.unlessReadOnly(mayRead))
                .orElseGet(() -> invalid(Access.Reason.KEY_WRONG));
    }

    private static Access.Denied invalid(final Access.Reason reason) {
        return denied(reason, 403, "Invalid access key");
    }

    private static Access.Denied denied(
            final Access.Reason reason, final int status, final String error) {
        return new Access.Denied(reason, status, error, Optional.empty());
    }
}
