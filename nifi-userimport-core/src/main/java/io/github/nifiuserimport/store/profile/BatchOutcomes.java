// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

/**
 * What the batches of one run of an import came to, by which the next ones are written. It decides
 * about speed alone: whatever it expects, what is written is the same. Safe for use by many
 * threads.
 */
final class BatchOutcomes {

    /** Of a batch; with fewer users, none of this pays. */
    private static final int MIN_USERS = 200;

    private static final int MAX_NEEDED = 64;

    private boolean any;
    private boolean copying = true;
    private boolean comparing = true;

    /** Whether most users of the last batch were changed. */
    private boolean mostChanged;

    /** How many batches of new users alone came one after the other, up to the present. */
    private int newInARow;

    /** How many of them it takes until the next is expected to be one. */
    private int needed = 1;

    /** What is expected of a batch. */
    enum Expected {
        /** All of its users are new. */
        NEW,
        /** Most of its users are known. */
        KNOWN,
        /** Nothing; it may be worth while to look. */
        NOTHING
    }

    /**
     * Of the next batch.
     *
     * @param users that it has
     */
    synchronized Expected expected(final int users) {
        if (users < MIN_USERS || !copying) {
            return Expected.KNOWN;
        }
        if (!any) {
            return Expected.NOTHING;
        }
        return newInARow >= needed ? Expected.NEW : Expected.KNOWN;
    }

    /** A batch was written. */
    synchronized void add(final long created, final long updated, final int users) {
        any = true;
        mostChanged = updated > users / 2;
        newInARow = created == users ? newInARow + 1 : 0;
    }

    /**
     * Users who were expected to be new were not. Each time it takes more until that is expected
     * again: trying in vain leaves dead rows in the table.
     */
    synchronized void notNew() {
        any = true;
        newInARow = 0;
        needed = Math.min(2 * needed, MAX_NEEDED);
    }

    /** Nothing is copied any more. */
    synchronized void stopCopying() {
        copying = false;
    }

    /**
     * Whether users in the order of their keys are to be compared before they are written. Who is
     * going to be changed is read twice then.
     */
    synchronized boolean comparing(final int users) {
        return comparing && !mostChanged && users >= MIN_USERS;
    }

    /** There are so many other users among those of the file that comparing does not pay. */
    synchronized void stopComparing() {
        comparing = false;
    }
}
