// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

/**
 * Which database, and as whom: what a message about a failure names. Never holds a password.
 *
 * @param hosts {@code host:port}, several with commas; null if not known
 * @param database its name; null if not known
 * @param user the role that logs in; null if not known
 */
public record DatabaseAddress(String hosts, String database, String user) {

    private static final DatabaseAddress UNKNOWN = new DatabaseAddress(null, null, null);

    /** For connections that someone else opens. */
    public static DatabaseAddress unknown() {
        return UNKNOWN;
    }

    String at() {
        return hosts == null ? "" : " at " + hosts;
    }

    String namedDatabase() {
        return database == null ? "such database" : "database \"" + database + "\"";
    }

    String namedUser() {
        return user == null ? "the user" : "user \"" + user + "\"";
    }
}
