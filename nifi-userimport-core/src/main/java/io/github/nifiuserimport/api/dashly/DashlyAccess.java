// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.BasicLogin;
import io.github.nifiuserimport.api.Credentials;
import java.util.Optional;

/** Who a request to Dashly's API is from: {@code Authorization: Token} and an app's key. */
final class DashlyAccess {

    private static final Optional<String> CHALLENGE = Optional.of("Token realm=\"User imports\"");

    private DashlyAccess() {}

    static Access check(final ApiRequest request, final AccessKeys keys) {
        final Access access =
                BasicLogin.check(
                                request,
                                request.isForImports(),
                                keys,
                                denied(
                                        BasicLogin.ONLY_READS
                                                + "the header Authorization: Token and the app's key"))
                        .orElseGet(() -> byKey(request, keys));
        return access instanceof Access.Granted granted ? ofApp(granted, request) : access;
    }

    private static Access byKey(final ApiRequest request, final AccessKeys keys) {
        final Optional<String> app;
        if (Credentials.of(request.authorization()) instanceof Credentials.Token token) {
            app = keys.appOf(token.key());
        } else if (request.arguments().containsKey(ApiRequest.KEY_ARGUMENT)
                && request.arguments().containsKey("appId")) {
            final String named = request.argument("appId");
            app =
                    keys.match(named, request.argument(ApiRequest.KEY_ARGUMENT))
                            ? Optional.of(named)
                            : Optional.empty();
        } else {
            return denied(
                    "The token is missing; send the header Authorization: Token and the app's key");
        }
        return app.<Access>map(Access.Granted::new).orElseGet(() -> denied("Invalid token"));
    }

    private static Access ofApp(final Access.Granted granted, final ApiRequest request) {
        final String named = request.argument("app");
        return named.isEmpty() || DashlyArguments.means(named, granted.app())
                ? granted
                : new Access.Denied(403, DashlyArguments.otherApp(named), Optional.empty());
    }

    private static Access.Denied denied(final String error) {
        return new Access.Denied(401, error, CHALLENGE);
    }
}
