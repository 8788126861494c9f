// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.Arrays;
import java.util.List;

/**
 * What is counted of an import, with every name that a count goes by. The ledger, the attributes of
 * FlowFiles, NiFi's counters, and the JSON and the pages of jobs all go through this list.
 */
public enum Count {

    /** Rows processed: applied, rejected or skipped. */
    ROWS(Kind.TOTAL, "rows_done", "userimport.rows", "rows", "rows", "Rows"),

    /** Rows applied. */
    APPLIED(
            Kind.ROWS,
            "rows_applied",
            "userimport.rows.applied",
            "applied",
            "applied",
            "Rows applied"),

    /** Rows rejected. */
    REJECTED(
            Kind.ROWS,
            "rows_rejected",
            "userimport.rows.rejected",
            "rejected",
            "rejected",
            "Rows rejected"),

    /**
     * Rows left out with a warning: a user who is not known and not to be created, or a header
     * repeated.
     */
    SKIPPED(
            Kind.ROWS,
            "rows_skipped",
            "userimport.rows.skipped",
            "skipped",
            "skipped",
            "Rows skipped"),

    /** Warnings, of skipped and of applied rows. */
    WARNINGS(Kind.WARNINGS, "warnings", "userimport.warnings", "warnings", "warnings", "Warnings"),

    /** Profiles that did not exist before. */
    CREATED(
            Kind.USERS,
            "users_created",
            "userimport.users.created",
            "users_created",
            "created",
            "Users created"),

    /** Profiles that were changed. */
    UPDATED(
            Kind.USERS,
            "users_updated",
            "userimport.users.updated",
            "users_updated",
            "updated",
            "Users updated"),

    /**
     * Profiles that already were as the file says. A user whose rows fall into more than one batch
     * is counted once a batch.
     */
    UNCHANGED(
            Kind.USERS,
            "users_unchanged",
            "userimport.users.unchanged",
            "users_unchanged",
            "unchanged",
            "Users unchanged"),

    /** Devices created or changed. */
    DEVICES(
            Kind.OTHER,
            "devices_changed",
            "userimport.devices.changed",
            "devices_changed",
            "devices",
            "Devices changed"),

    /** Events tracked. */
    EVENTS(
            Kind.OTHER,
            "events_tracked",
            "userimport.events.tracked",
            "events_tracked",
            "events",
            "Events tracked"),

    /** Users who are gone: an undo takes away those that an import made. */
    DELETED(
            Kind.OTHER,
            "users_deleted",
            "userimport.users.deleted",
            "users_deleted",
            "deleted",
            "Users deleted");

    /** What a count is of. */
    public enum Kind {
        /** All rows. */
        TOTAL,
        /** Rows by what became of them; together they are all rows. */
        ROWS,
        /** What was left out. */
        WARNINGS,
        /** Users by what became of them. */
        USERS,
        /** What else was changed. */
        OTHER;

        /** The counts of this kind, in the order of the list. */
        public List<Count> counts() {
            return Arrays.stream(Count.values()).filter(count -> count.kind == this).toList();
        }
    }

    private final Kind kind;
    private final String column;
    private final String attribute;
    private final String jsonName;
    private final String summaryName;
    private final String label;

    Count(
            final Kind kind,
            final String column,
            final String attribute,
            final String jsonName,
            final String summaryName,
            final String label) {
        this.kind = kind;
        this.column = column;
        this.attribute = attribute;
        this.jsonName = jsonName;
        this.summaryName = summaryName;
        this.label = label;
    }

    /** Its column in {@code import_part}. */
    public String column() {
        return column;
    }

    /** The attribute of FlowFiles that carries it. */
    public String attribute() {
        return attribute;
    }

    /** Its name in the detailed JSON of a job, within {@code counts}. */
    public String jsonName() {
        return jsonName;
    }

    /**
     * Its name in the summary of a job, and as the heading of a column: one word, the users being
     * understood.
     */
    public String summaryName() {
        return summaryName;
    }

    /** Its name for people, as a heading: {@code Users created}. */
    public String label() {
        return label;
    }
}
