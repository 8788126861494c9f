// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of apps. An app may have several, so that a new one can be handed out before the old one
 * goes. How long a comparison takes tells nothing of a key: digests are compared, all of them, to
 * the end, and nothing else is kept.
 */
public final class AccessKeys {

    /** What a key is good for. */
    public enum Level {
        /** Asking how imports go: pages, states, downloads. */
        READ,
        /** That, and starting imports. */
        WRITE
    }

    /**
     * A key.
     *
     * @param app the id of the app that it is for
     * @param secret what clients send; a blank one lets nobody in
     */
    public record Key(String app, String secret, Level level) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "a key of " + app + " (" + level + ")";
        }
    }

    private record Entry(byte[] app, byte[] secret, Access.Granted granted) {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param keys in any order; those that are null or blank do not count. A secret that an app has
     *     twice is good for all that either is
     * @throws IllegalArgumentException when two apps have the same secret, since a token alone has
     *     to tell whose it is; the message names the apps
     */
    public AccessKeys(final List<Key> keys) {
        for (final Level level : Level.values()) {
            for (final Key key : keys) {
                if (key.level() == level && key.secret() != null && !key.secret().isBlank()) {
                    add(key);
                }
            }
        }
    }

    private void add(final Key key) {
        final byte[] secret = digest(key.secret());
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.secret(), secret)
                    && !entry.granted().app().equals(key.app())) {
                throw new IllegalArgumentException(
                        Text.format(
                                "the apps %s and %s have the same key; give each app its own",
                                entry.granted().app(), key.app()));
            }
        }
        entries.add(
                new Entry(
                        digest(key.app()),
                        secret,
                        new Access.Granted(key.app(), key.level() == Level.WRITE)));
    }

    /** Whether nobody gets in. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What this secret lets one do, where it is a key of that app. */
    @SuppressWarnings("ShortCircuitBoolean") // Takes as long whether the app is known or not.
    public Optional<Access.Granted> grant(final String app, final String secret) {
        final byte[] givenApp = digest(app);
        final byte[] givenSecret = digest(secret);
        Access.Granted found = null;
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.app(), givenApp)
                    & MessageDigest.isEqual(entry.secret(), givenSecret)) {
                found = entry.granted();
            }
        }
        return Optional.ofNullable(found);
    }

    /** What this secret lets one do, whichever app's key it is. */
    public Optional<Access.Granted> grant(final String secret) {
        final byte[] given = digest(secret);
        Access.Granted found = null;
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.secret(), given)) {
                found = entry.granted();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(final String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** No keys. */
    @Override
    public String toString() {
        return entries.size() + " keys";
    }
}
