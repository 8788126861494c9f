// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Users of files, by the texts that name them. */
final class Users {

    private static final long BYTES = 10_000;

    private Users() {}

    static NamedUsers of(final String... ids) {
        return in("userId", List.of(ids));
    }

    static NamedUsers in(final String column, final Collection<String> keys) {
        final NamedUsers users = new NamedUsers(column, BYTES);
        keys.forEach(key -> add(users, key));
        return users;
    }

    /** Those of a file with more rows than a small one has. */
    static NamedUsers many(final String... ids) {
        final NamedUsers users = of(ids);
        add(users, "x".repeat(1 << 20));
        return users;
    }

    static void add(final NamedUsers users, final String key) {
        final byte[] bytes = bytes(key);
        users.add(bytes, 0, bytes.length);
    }

    static byte[] bytes(final String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
