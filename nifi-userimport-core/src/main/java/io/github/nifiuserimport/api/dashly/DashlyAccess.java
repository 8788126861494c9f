// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.BasicLogin;
import io.github.nifiuserimport.api.Credentials;
import java.util.Optional;

/**
 * Who a request to Dashly's API is from: {@code Authorization: Token} or {@code Bearer} and an
 * app's key, or that key as {@code auth_token} (docs/dashly.md, "The call").
 */
final class DashlyAccess {

    private static final Optional<String> CHALLENGE = Optional.of("Token realm=\"User imports\"");

    private DashlyAccess() {}

    static Access check(final ApiRequest request, final AccessKeys keys) {
        final boolean reads = request.isForImports();
        final Access access =
                BasicLogin.check(
                                request,
                                reads,
                                keys,
                                denied(
                                        Access.Reason.KEY_MISSING,
                                        BasicLogin.ONLY_READS
                                                + "the header Authorization: Token and the app's key"))
                        .orElseGet(() -> byKey(request, reads, keys));
        return access instanceof Access.Granted granted ? ofApp(granted, request) : access;
    }

    private static Access byKey(
            final ApiRequest request, final boolean reads, final AccessKeys keys) {
        final Optional<Access.Granted> found;
        if (Credentials.of(request.authorization()) instanceof Credentials.Token token) {
            found = keys.grant(token.key());
        } else if (!request.argument(ApiRequest.AUTH_TOKEN).isBlank()) {
            found = keys.grant(request.argument(ApiRequest.AUTH_TOKEN));
        } else if (request.arguments().containsKey(ApiRequest.CLIENT_KEY)
                && request.arguments().containsKey("appId")) {
            found = keys.grant(request.argument("appId"), request.argument(ApiRequest.CLIENT_KEY));
        } else {
            return denied(
                    Access.Reason.KEY_MISSING,
                    "The token is missing; send the header Authorization: Token and the app's key");
        }
        return found.map(granted -> granted.unlessReadOnly(reads))
                .orElseGet(() -> denied(Access.Reason.KEY_WRONG, "Invalid token"));
    }

    private static Access ofApp(final Access.Granted granted, final ApiRequest request) {
        final String named = request.argument("app");
        return named.isEmpty() || DashlyArguments.means(named, granted.app())
                ? granted
                : new Access.Denied(
                        Access.Reason.NOT_ALLOWED,
                        403,
                        DashlyArguments.otherApp(named),
                        Optional.empty());
    }

    private static Access.Denied denied(final Access.Reason reason, final String error) {
        return new Access.Denied(reason, 401, error, CHALLENGE);
    }
}
