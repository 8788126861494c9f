// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.CreateDisposition;
import java.util.List;
import java.util.Map;

/**
 * All that can be set about what columns mean.
 *
 * @param dialect whose columns they are
 * @param action how it is known what a row does (Leanplum)
 * @param createDisposition what happens to a row of an unknown user, unless it says so itself
 * @param importKey what users are found by (Dashly)
 * @param tags added to every user (Dashly)
 * @param mapping from the name of a file's column to that of a column of the layout
 * @param unmapped what happens to columns neither mapped nor known
 * @param nestedObjects what naming part of an object does to its other fields
 * @param limits of files and rows
 * @param checkNames whether names of attributes, events, states and parameters must follow
 *     Leanplum's rules
 * @param keys what may be the key of a user or a device
 * @param renamesUsers whether {@code newUserId} renames a user who has an id (Leanplum; there such
 *     a row is of the user of the new id)
 */
public record LayoutSettings(
        Dialect dialect,
        ActionChoice action,
        CreateDisposition createDisposition,
        ImportKey importKey,
        List<String> tags,
        Map<String, String> mapping,
        UnmappedColumns unmapped,
        NestedObjects nestedObjects,
        Limits limits,
        boolean checkNames,
        KeyRules keys,
        boolean renamesUsers) {

    /** Everything detected, nothing mapped, nothing limited but what Leanplum states. */
    public static final LayoutSettings DEFAULTS =
            new LayoutSettings(
                    Dialect.DETECT,
                    new ActionChoice.Detect(),
                    CreateDisposition.CREATE_IF_NEEDED,
                    ImportKey.USER_ID,
                    List.of(),
                    Map.of(),
                    UnmappedColumns.ERROR,
                    NestedObjects.MERGE,
                    Limits.NONE,
                    true,
                    KeyRules.DEFAULTS,
                    false);

    public LayoutSettings {
        tags = List.copyOf(tags);
        mapping = Map.copyOf(mapping);
    }
}
