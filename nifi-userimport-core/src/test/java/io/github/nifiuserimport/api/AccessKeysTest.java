// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static io.github.nifiuserimport.api.AccessKeys.Level.READ;
import static io.github.nifiuserimport.api.AccessKeys.Level.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nifiuserimport.api.AccessKeys.Key;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeysTest {

    private final AccessKeys keys =
            new AccessKeys(
                    List.of(
                            new Key("shop", "old-key", WRITE),
                            new Key("shop", "new-key", WRITE),
                            new Key("shop", "looks-only", READ),
                            new Key("blog", "blog-key", WRITE)));

    @Test
    void anAppMayHaveSeveralKeysWhileOneTakesTheOthersPlace() {
        for (final String secret : List.of("old-key", "new-key")) {
            assertThat(keys.grant(secret)).contains(new Access.Granted("shop", true));
            assertThat(keys.grant("shop", secret)).contains(new Access.Granted("shop", true));
        }
    }

    @Test
    void aKeyMayOnlyRead() {
        assertThat(keys.grant("looks-only")).contains(new Access.Granted("shop", false));
        assertThat(keys.grant("shop", "looks-only")).contains(new Access.Granted("shop", false));
    }

    @Test
    void aKeyIsOfOneApp() {
        assertThat(keys.grant("blog-key")).contains(new Access.Granted("blog", true));
        assertThat(keys.grant("shop", "blog-key")).isEmpty();
        assertThat(keys.grant("blog", "new-key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "old-ke", "old-keyx", "OLD-KEY", "shop"})
    void anythingElseIsNobodys(final String secret) {
        assertThat(keys.grant(secret)).isEmpty();
        assertThat(keys.grant("shop", secret)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankKeyLetsNobodyIn(final String secret) {
        final AccessKeys none = new AccessKeys(List.of(new Key("shop", secret, WRITE)));
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.grant(secret == null ? "" : secret)).isEmpty();
        assertThat(none.grant("shop", secret == null ? "" : secret)).isEmpty();
    }

    @Test
    void theSameKeyTwiceIsGoodForAllThatEitherIs() {
        for (final List<Key> twice :
                List.of(
                        List.of(new Key("shop", "k", WRITE), new Key("shop", "k", READ)),
                        List.of(new Key("shop", "k", READ), new Key("shop", "k", WRITE)))) {
            assertThat(new AccessKeys(twice).grant("k")).contains(new Access.Granted("shop", true));
        }
    }

    @Test
    void twoAppsMustNotShareAKeySinceATokenAloneTellsWhoseItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AccessKeys(
                                        List.of(
                                                new Key("shop", "k-secret", WRITE),
                                                new Key("blog", "k-secret", WRITE))))
                .withMessage("the apps shop and blog have the same key; give each app its own");
    }

    @Test
    void noTextTellsAKey() {
        assertThat(keys.toString()).isEqualTo("4 keys");
        assertThat(new Key("shop", "new-key", WRITE).toString()).isEqualTo("a key of shop (WRITE)");
    }
}
