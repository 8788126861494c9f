// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The apps and the key of each. How long a comparison takes tells nothing of a key: digests are
 * compared, all of them, to the end.
 */
public final class AccessKeys {

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String app, byte[] appDigest, byte[] keyDigest) {}

    /**
     * @param keys by the app's id; apps whose key is blank do not count
     */
    public AccessKeys(final Map<String, String> keys) {
        keys.forEach(
                (app, key) -> {
                    if (key != null && !key.isBlank()) {
                        entries.add(new Entry(app, digest(app), digest(key)));
                    }
                });
    }

    /** Whether nobody gets in. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether this is the key of that app. */
    @SuppressWarnings("ShortCircuitBoolean") // Takes as long whether the app is known or not.
    public boolean match(final String app, final String key) {
        final byte[] givenApp = digest(app);
        final byte[] givenKey = digest(key);
        boolean found = false;
        for (final Entry entry : entries) {
            found |=
                    MessageDigest.isEqual(entry.appDigest(), givenApp)
                            & MessageDigest.isEqual(entry.keyDigest(), givenKey);
        }
        return found;
    }

    /** The app that has this key. */
    public Optional<String> appOf(final String key) {
        final byte[] given = digest(key);
        String found = null;
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.keyDigest(), given)) {
                found = entry.app();
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
        return "keys of " + entries.size() + " apps";
    }
}
