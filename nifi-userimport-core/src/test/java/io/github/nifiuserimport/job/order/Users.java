// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import io.github.nifiuserimport.job.order.NamedUsers.FoundBy;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Users of files, by the texts that name them. */
final class Users {

    private static final long BYTES = 10_000;

    private Users() {}

    static NamedUsers of(final String... ids) {
        return foundBy(FoundBy.ID, List.of(ids));
    }

    static NamedUsers foundBy(final FoundBy key, final Collection<String> keys) {
        final NamedUsers users = new NamedUsers(key, BYTES);
        keys.forEach(users::add);
        return users;
    }

    /** Those of a file with more rows than a small one has. */
    static NamedUsers many(final String... ids) {
        final NamedUsers users = of(ids);
        users.add("x".repeat((1 << 20) + 1));
        return users;
    }

    static byte[] bytes(final String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
