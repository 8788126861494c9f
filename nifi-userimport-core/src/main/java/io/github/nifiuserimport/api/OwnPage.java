// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request was sent by one of our own pages, and by nobody else's.
 *
 * <p>A browser that is logged in adds the login to whatever any page has it send. What other pages
 * cannot have is our origin, which the browser itself tells ({@code Sec-Fetch-Site}, and {@code
 * Origin} where it does not send that), and the token that stands in our pages. Both are asked for:
 * a browser or a proxy that fails in one of them lets nobody in.
 *
 * <p>The token is made from the login that the browser sends with it, so that every node knows it
 * and none has to keep it. It changes with the key.
 */
public final class OwnPage {

    /** The name of the meta element that has the token. */
    public static final String META = "page-token";

    /** The header in which a page sends its token. */
    public static final String TOKEN_HEADER = "X-Page-Token";

    /** The argument in which a form sends it. */
    public static final String TOKEN_ARGUMENT = "page_token";

    private static final String ALGORITHM = "HmacSHA256";

    /** Says what is signed, so that it is nothing else that the key might sign one day. */
    private static final String PURPOSE = "user imports, page token\n";

    private OwnPage() {}

    /**
     * The headers that say where a request comes from; each may be null.
     *
     * @param secFetchSite {@code Sec-Fetch-Site}
     * @param pageToken {@link #TOKEN_HEADER}
     */
    public record Headers(
            String authorization, String secFetchSite, String origin, String pageToken) {

        /** No login and no token. */
        @Override
        public String toString() {
            return secFetchSite + " " + origin;
        }
    }

    /**
     * Whether one of our own pages sent a request.
     *
     * @param tokenArgument {@link #TOKEN_ARGUMENT}, where it is among the arguments; else null
     * @param ownOrigin where a browser sees us: {@code https://imports.example.com}; may be null,
     *     and have a path
     */
    public static boolean sent(
            final Headers headers, final String tokenArgument, final String ownOrigin) {
        final String token = headers.pageToken() == null ? tokenArgument : headers.pageToken();
        return isSameOrigin(headers.secFetchSite(), headers.origin(), ownOrigin)
                && token != null
                && token(headers.authorization()).filter(own -> same(own, token)).isPresent();
    }

    /**
     * The token for pages that somebody looks at who may start imports; nothing where the key only
     * reads, or did not come by a login.
     *
     * @param authorization the header, or null
     */
    public static Optional<String> token(final String authorization, final Access.Granted granted) {
        return granted.writes() ? token(authorization) : Optional.empty();
    }

    private static Optional<String> token(final String authorization) {
        if (!(Credentials.of(authorization) instanceof Credentials.Basic login)
                || login.key().isEmpty()) {
            return Optional.empty();
        }
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(login.key().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Optional.of(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    mac.doFinal(
                                            (PURPOSE + login.app())
                                                    .getBytes(StandardCharsets.UTF_8))));
        } catch (final GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static boolean same(final String own, final String given) {
        return MessageDigest.isEqual(
                own.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Browsers send Sec-Fetch-Site over TLS and to this machine; to others, Origin alone. */
    private static boolean isSameOrigin(
            final String secFetchSite, final String origin, final String ownOrigin) {
        if (secFetchSite != null) {
            return secFetchSite.strip().equals("same-origin");
        }
        final Optional<String> own = origin(ownOrigin);
        return own.isPresent() && own.equals(origin(origin));
    }

    /** Scheme, host and port, as browsers write them; nothing for what is no origin. */
    private static Optional<String> origin(final String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            final URI uri = new URI(text.strip().toLowerCase(Locale.ROOT));
            if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
                return Optional.empty();
            }
            final int port = uri.getPort() == standardPort(uri.getScheme()) ? -1 : uri.getPort();
            return Optional.of(
                    uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port));
        } catch (final URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static int standardPort(final String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
