// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are of our own pages, and not of a page of anybody's. */
class OwnPageTest {

    private static final String OWN = "https://imports.example.com";
    private static final String LOGIN = basic("shop:s3cr3t-key");
    private static final String TOKEN = token(LOGIN);

    private static String basic(final String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(final String login) {
        return OwnPage.token(login, new Access.Granted("shop", true)).orElseThrow();
    }

    private static boolean sent(final String site, final String origin) {
        return OwnPage.sent(new OwnPage.Headers(LOGIN, site, origin, TOKEN), null, OWN);
    }

    @ParameterizedTest(name = "Sec-Fetch-Site: {0}, Origin: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "same-origin  | -                                | true",
                "same-origin  | https://imports.example.com      | true",
                "-            | https://imports.example.com      | true",
                "-            | HTTPS://IMPORTS.example.com      | true",
                "-            | https://imports.example.com:443  | true",
                "cross-site   | -                                | false",
                "cross-site   | https://imports.example.com      | false",
                "same-site    | https://imports.example.com      | false",
                "none         | https://imports.example.com      | false",
                "none         | -                                | false",
                "''           | https://imports.example.com      | false",
                "Same-Origin2 | https://imports.example.com      | false",
                "-            | -                                | false",
                "-            | null                             | false",
                "-            | ''                               | false",
                "-            | http://imports.example.com       | false",
                "-            | https://imports.example.com:8443 | false",
                "-            | https://evil.example.com         | false",
                "-            | https://imports.example.com.evil.example | false",
                "-            | https://imports.example.com@evil.example | false",
                "-            | https://x@imports.example.com    | false",
                "-            | //imports.example.com            | false",
                "-            | imports.example.com              | false",
                "-            | https://im ports.example.com     | false"
            })
    void goByWhereTheBrowserSaysTheyAreFrom(
            final String site, final String origin, final boolean own) {
        assertThat(sent(site, origin)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "https://imports.example.com/, https://imports.example.com",
        "https://imports.example.com/below/, https://imports.example.com",
        "http://imports.example.com:80, http://imports.example.com",
        "http://127.0.0.1:9091, http://127.0.0.1:9091",
        "http://[::1]:9091, http://[::1]:9091"
    })
    void areFromWhereWeAre(final String own, final String origin) {
        assertThat(OwnPage.sent(new OwnPage.Headers(LOGIN, null, origin, TOKEN), null, own))
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "imports"})
    void areUnknownWhereItIsUnknownWhereWeAre(final String own) {
        for (final String origin : new String[] {null, "", "null", "imports", OWN}) {
            assertThat(OwnPage.sent(new OwnPage.Headers(LOGIN, null, origin, TOKEN), null, own))
                    .isFalse();
        }
    }

    @Test
    void carryTheTokenAsHeaderOrAsArgument() {
        assertThat(OwnPage.sent(headers(LOGIN, TOKEN), null, OWN)).isTrue();
        assertThat(OwnPage.sent(headers(LOGIN, null), TOKEN, OWN)).isTrue();
        assertThat(OwnPage.sent(headers(LOGIN, null), null, OWN)).isFalse();
        assertThat(OwnPage.sent(headers(LOGIN, "wrong"), TOKEN, OWN)).isFalse();
    }

    @Test
    void carryTheTokenOfTheirLogin() {
        for (final String wrong :
                new String[] {
                    "",
                    TOKEN.substring(1),
                    TOKEN + "A",
                    token(basic("shop:other-key")),
                    token(basic("blog:s3cr3t-key")),
                    "s3cr3t-key"
                }) {
            assertThat(OwnPage.sent(headers(LOGIN, wrong), null, OWN)).as(wrong).isFalse();
        }
        for (final String other :
                new String[] {null, "", "Token s3cr3t-key", basic("shop:"), basic("shop")}) {
            assertThat(OwnPage.sent(headers(other, TOKEN), null, OWN)).as(other).isFalse();
        }
    }

    @Test
    void haveATokenThatEveryNodeMakesAlikeAndThatTellsNoKey() {
        assertThat(TOKEN)
                .isEqualTo(token(basic("shop:s3cr3t-key")))
                .matches("[A-Za-z0-9_-]{43}")
                .doesNotContain("s3cr3t");
        assertThat(headers(LOGIN, TOKEN).toString()).doesNotContain(TOKEN, LOGIN);
    }

    @Test
    void haveNoTokenForWhoeverOnlyReads() {
        assertThat(OwnPage.token(LOGIN, new Access.Granted("shop", false))).isEmpty();
        assertThat(OwnPage.token("Token s3cr3t-key", new Access.Granted("shop", true))).isEmpty();
        assertThat(OwnPage.token(null, new Access.Granted("shop", true))).isEmpty();
    }

    private static OwnPage.Headers headers(final String authorization, final String token) {
        return new OwnPage.Headers(authorization, "same-origin", OWN, token);
    }
}
