// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

/** Files of users whom nobody knows yet. */
final class NewUsers {

    private static final String HEADER = "$user_id,$name,$email,plan,age\n";

    private long users;

    /** A file of so many. */
    String file(final int rows) {
        final StringBuilder csv = new StringBuilder(HEADER);
        for (int row = 0; row < rows; row++) {
            add(csv);
        }
        return csv.toString();
    }

    /** A file of just under so many bytes. */
    String fileOfBytes(final int bytes) {
        final StringBuilder csv = new StringBuilder(bytes + 100).append(HEADER);
        while (csv.length() < bytes - 100) {
            add(csv);
        }
        return csv.toString();
    }

    private void add(final StringBuilder csv) {
        final long user = users++;
        csv.append("user").append(user);
        csv.append(",Name ").append(user);
        csv.append(",user").append(user).append("@example.com");
        csv.append(",pro,").append(18 + user % 70).append('\n');
    }
}
